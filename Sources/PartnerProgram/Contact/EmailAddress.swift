/// When two e-mail addresses are one person's.
public enum EmailAddress {
  /// The one spelling of an address under which a contact is known: without ASCII white space around it, without one dot
  /// at the end, and in lower case, letter by letter as Unicode maps them whatever the language and the place in a word.
  /// Nothing else changes: dots and tags before the "@" tell persons apart at most providers.
  ///
  /// - Returns: Nil when it is no address: when there is no "@", or nothing before or after the last one.
  public static func normalised(_ text: String) -> String? {
    var address = Substring(text).utf8
    while let first = address.first, ASCII.isWhitespace(first) { address.removeFirst() }
    while let last = address.last, ASCII.isWhitespace(last) { address.removeLast() }
    if address.last == ASCII.dot { address.removeLast() }
    guard let at = address.lastIndex(of: UInt8(ascii: "@")), at != address.startIndex,
      address.index(after: at) != address.endIndex
    else { return nil }
    return Substring(address).lowercased()
  }
}
