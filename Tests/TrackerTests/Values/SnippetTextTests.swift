import Testing
import TributaryProtocol

@testable import Tracker

@Suite("A text in a snippet") struct SnippetTextTests {
  @Test func `means itself in an attribute of HTML`() {
    #expect(SnippetText.html(#"a&b<c>"d"'e'"#) == "a&amp;b&lt;c&gt;&quot;d&quot;&#39;e&#39;")
    // A combining mark makes one character of itself and the quotation mark before it.
    #expect(SnippetText.html("\"\u{301}") == "&quot;\u{301}")
  }

  @Test func `means itself between single quotation marks of PHP`() {
    #expect(SnippetText.php(#"a'b\c$d"e"#) == #"a\'b\\c$d"e"#)
    #expect(SnippetText.php("'\u{301}") == "\\'\u{301}")
  }

  @Test func `means itself between double quotation marks of Python`() {
    #expect(SnippetText.python("a\"b\\c\nd\r") == #"a\"b\\c\nd\r"#)
    #expect(SnippetText.python("\r\n") == #"\r\n"#)
  }

  @Test func `means itself between double quotation marks of JavaScript`() {
    #expect(SnippetText.javaScript("a\"b\\c\nd</script>\u{2028}\u{2029}") == #"a\"b\\c\nd\u003C/script>\u2028\u2029"#)
  }

  @Test func `is written into the code by way of these`() throws {
    let key = PixelSettings.Key(id: #"'"k\"#, secret: #"'"s\"#)
    let settings = PixelSettings(program: #"'"p\"#, origin: #"https://'"o\&"#, kind: .sale, itemCount: 1, key: key)
    let php = #"\'"s\\"#
    let doubleQuoted = #"'\"s\\"#
    for (platform, secret) in [
      (.woocommerce, php), (.magento, php), (.prestashop, php), (.opencart, php), (.djangoOscar, doubleQuoted),
    ] as [(TributaryProtocol.PixelPlatform, String)] {
      let snippet = try #require(PixelSnippet(settings: settings, platform: platform))
      #expect(try snippet.response().html.contains(secret), "\(platform)")
    }
    let shopify = try #require(PixelSnippet(settings: settings, platform: .shopify))
    #expect(try shopify.response().html.contains(#""https://'\"o\\&/pixel.gif?""#))
    let woocommerce = try #require(PixelSnippet(settings: settings, platform: .woocommerce))
    #expect(try woocommerce.response().html.contains(#"src="https://&#39;&quot;o\\&amp;/pixel.js?'"#))
    let plain = try #require(PixelSnippet(settings: settings, platform: .plain))
    #expect(
      try plain.response().html.contains(#"src="https://&#39;&quot;o\&amp;/pixel.gif?program=&#39;&quot;p\&amp;"#))
  }
}
