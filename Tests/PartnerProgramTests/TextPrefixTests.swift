import PartnerProgram
import Testing

@Suite("Texts that are cut") struct TextPrefixTests {
  private let rule = TextRule(maximumBytes: 5)

  @Test(arguments: [
    ("", ""), ("abc", "abc"), ("abcde", "abcde"), ("abcdef", "abcde"), ("abcdé", "abcd"), ("abcé", "abcé"),
    ("ab€", "ab€"), ("abc€", "abc"), ("a🍵", "a🍵"), ("ab🍵", "ab"), ("a\u{0}b", "a"), ("\u{0}", ""),
  ])
  func `end with a whole character within the limit and before NUL`(text: String, kept: String) {
    #expect(rule.prefix(of: text.utf8) == kept)
    #expect(Array(text.utf8).withUnsafeBytes { rule.prefixCount(of: $0) } == kept.utf8.count)
  }

  @Test(
    arguments: [
      [0x61, 0xFF, 0x62], [0x61, 0xC3], [0x61, 0xC0, 0xAF], [0x61, 0xED, 0xA0, 0x80], [0x61, 0xE2, 0x82],
      [0x61, 0xF4, 0x90, 0x80, 0x80], [0x61, 0x80],
    ] as [[UInt8]])
  func `end before what is no UTF-8`(bytes: [UInt8]) {
    #expect(rule.prefix(of: bytes) == "a")
  }
}
