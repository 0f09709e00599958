/// Tells the user agents of programs from those of people.
public enum KnownBots {
  /// Whether a User-Agent header is that of a known bot: a crawler, a maker of link previews, a monitor, a scanner, an
  /// HTTP library, or a browser that no person looks at. Allocates nothing.
  ///
  /// - Parameter userAgent: The header's bytes, in upper or lower case. An empty one is not known, so it is no bot.
  public static func contains(userAgent: UnsafeRawBufferPointer) -> Bool {
    matcher.matches(userAgent)
  }

  private static let matcher = TokenMatcher(tokens: BotTokens.anywhere + BotTokens.atTheStart + BotTokens.harmless)
}
