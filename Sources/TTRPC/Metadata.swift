/// Pairs of texts that accompany a call, such as `authorization: Bearer KEY`.
///
/// Keys are compared without regard to ASCII case, and one may occur more than once.
public struct Metadata: Sendable, Hashable {
  /// One pair.
  public struct Pair: Sendable, Hashable {
    /// Name. Foreign implementations expect lower case.
    public let key: String
    /// Value.
    public let value: String

    /// Makes a pair.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The pairs in the order in which they travel.
  public private(set) var pairs: [Pair]

  /// Makes metadata of `pairs`.
  public init(_ pairs: [Pair] = []) {
    self.pairs = pairs
  }

  /// Adds a pair at the end.
  public mutating func append(key: String, value: String) {
    pairs.append(Pair(key: key, value: value))
  }
}

extension Metadata: ExpressibleByDictionaryLiteral {
  /// Makes metadata of the pairs of a literal, in their order.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Pair(key: $0.0, value: $0.1) })
  }
}
