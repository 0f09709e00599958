/// Finds any of many tokens in one pass over a text, in upper or lower case, and without allocating.
///
/// It is the automaton of Aho and Corasick (1975) with all of its transitions worked out: each state is the longest
/// beginning of a token that the text read so far ends with.
struct TokenMatcher {
  /// A text to look for, in lower case.
  struct Token {
    /// Where the text counts.
    enum Place: UInt8 {
      /// Anywhere.
      case anywhere = 1
      /// Where no letter follows it.
      case endOfWord = 2
      /// At the start of the whole text.
      case start = 3
      /// Nowhere: it hides the shorter tokens that it ends with.
      case hiding = 4
    }

    let text: String
    let place: Place
  }

  private static let root: UInt16 = 0

  /// The column of each byte: bytes that occur in no token share column 0, both cases of a letter share one.
  private let columns: [UInt8]
  private let columnCount: Int
  /// For each state and column, twice the position of the next state's row in this table, and 1 more when a token ends
  /// there: the one thing to look up for most bytes.
  private let transitions: [UInt32]
  /// For each state the place (or 0) and the length of the longest token that ends there.
  private let endings: [(place: UInt8, length: UInt8)]

  /// Makes a matcher.
  ///
  /// - Precondition: No token but a hiding one ends with another token: it would hide it. None is longer than 255 bytes,
  ///   and all together have fewer than 65,535.
  init(tokens: [Token]) {
    var builder = Builder(tokens: tokens)
    builder.linkFailures()
    columns = builder.columns
    columnCount = builder.columnCount
    endings = builder.endings
    transitions = builder.transitions.map { state in
      UInt32(Int(state) * builder.columnCount) << 1 | (builder.endings[Int(state)].place == 0 ? 0 : 1)
    }
  }

  /// Whether a token is in the text.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    columns.withUnsafeBufferPointer { columns in
      transitions.withUnsafeBufferPointer { transitions in
        var row = 0
        for position in text.indices {
          let transition = Int(transitions[row + Int(columns[Int(text[position])])])
          row = transition >> 1
          guard transition & 1 != 0 else { continue }
          if counts(endings[row / columnCount], endingAt: position, of: text) { return true }
        }
        return false
      }
    }
  }

  private func counts(_ ending: (place: UInt8, length: UInt8), endingAt end: Int, of text: UnsafeRawBufferPointer)
    -> Bool
  {
    switch Token.Place(rawValue: ending.place) {
    case .anywhere: true
    case .endOfWord: end + 1 == text.count || !ASCII.isLetter(text[end + 1])
    case .start: end + 1 == Int(ending.length)
    case .hiding, nil: false
    }
  }

  /// Works the automaton out.
  private struct Builder {
    private(set) var columns = [UInt8](repeating: 0, count: 256)
    private(set) var columnCount = 1
    private(set) var transitions: [UInt16] = []
    private(set) var endings: [(place: UInt8, length: UInt8)] = []

    /// Puts the tokens into a tree; where it has no branch the transition leads to the root.
    init(tokens: [Token]) {
      for byte in tokens.flatMap(\.text.utf8) where columns[Int(byte)] == 0 {
        columns[Int(byte)] = UInt8(columnCount)
        if ASCII.isLowercase(byte) { columns[Int(byte - 0x20)] = UInt8(columnCount) }
        columnCount += 1
      }
      addState()
      for token in tokens {
        var state = Int(TokenMatcher.root)
        for byte in token.text.utf8 {
          let branch = state * columnCount + Int(columns[Int(byte)])
          if transitions[branch] == TokenMatcher.root { transitions[branch] = addState() }
          state = Int(transitions[branch])
        }
        endings[state] = (token.place.rawValue, UInt8(token.text.utf8.count))
      }
    }

    @discardableResult
    private mutating func addState() -> UInt16 {
      transitions += repeatElement(TokenMatcher.root, count: columnCount)
      endings.append((0, 0))
      return UInt16(endings.count - 1)
    }

    /// Gives every state the transitions and, unless it has one, the ending of the longest shorter state that it ends
    /// with, from the root outwards.
    mutating func linkFailures() {
      var failures = [UInt16](repeating: TokenMatcher.root, count: endings.count)
      var queue: [UInt16] = [TokenMatcher.root]
      var next = 0
      while next < queue.count {
        let state = Int(queue[next])
        let failure = Int(failures[state])
        next += 1
        for column in 0..<columnCount {
          let fallback = state == failure ? TokenMatcher.root : transitions[failure * columnCount + column]
          let branch = state * columnCount + column
          guard transitions[branch] != TokenMatcher.root else {
            transitions[branch] = fallback
            continue
          }
          let child = transitions[branch]
          failures[Int(child)] = fallback
          if endings[Int(child)].place == 0 { endings[Int(child)] = endings[Int(fallback)] }
          queue.append(child)
        }
      }
    }
  }
}
