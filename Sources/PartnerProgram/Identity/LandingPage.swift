/// The page that a link led to, as reports tell it: its URL without what follows the first `?` or `#`, so that a page
/// is one page whatever its links append; 1 to 255 bytes of UTF-8 without NUL.
public struct LandingPage: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.landingPage
  /// Its field in the public contract.
  public static let field = "landing_page"

  /// Its bytes of UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule: those of a row that was checked when it was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }

  /// The landing page of a URL; nil when nothing is left of it.
  ///
  /// - Parameter url: UTF-8 without NUL.
  public init?(url: String) {
    var url = url
    let bytes = url.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      return Array(raw[..<Self.byteCount(in: raw)])
    }
    guard !bytes.isEmpty else { return nil }
    self.init(checked: bytes)
  }

  /// How many of the first bytes of a URL are its landing page: those before the first `?` or `#`, of these as many
  /// whole characters as fit into 255 bytes.
  public static func byteCount(in url: UnsafeRawBufferPointer) -> Int {
    for (position, byte) in url.enumerated() {
      if byte == ASCII.questionMark || byte == ASCII.numberSign { return position }
      if position == rule.maximumBytes { return UTF8Check.characterStart(at: position, in: url) }
    }
    return url.count
  }
}
