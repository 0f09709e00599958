import Testing
@testable import TributaryConsole

@Suite struct TextTests {
  @Test(arguments: [
    ("", ""), ("spring", "spring"), ("a b", "a b"), ("łódź 東京 😀", "łódź 東京 😀"), ("\u{1B}[2J", "\\u{1B}[2J"),
    ("a\nb\r\tc", "a\\u{A}b\\u{D}\\u{9}c"), ("\u{9B}31m", "\\u{9B}31m"), ("\u{7F}", "\\u{7F}"),
    ("\u{202E}gnp", "\\u{202E}gnp"), ("a\u{2066}b", "a\\u{2066}b"), ("a\u{200B}b", "a\\u{200B}b"),
    ("\u{FEFF}a", "\\u{FEFF}a"), ("a\u{2028}b", "a\\u{2028}b"), ("a\u{A0}b", "a\\u{A0}b"), ("a\\u{A}", "a\\\\u{A}"),
    (" a", "\\u{20}a"), ("a ", "a\\u{20}"), (" ", "\\u{20}"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
  ])
  func aTerminalObeysNothingAndHidesNothing(_ text: String, _ visible: String) {
    #expect(visibleText(text) == visible)
  }

  @Test func noSubIDLooksLikeNone() {
    #expect(visibleSubID("") == "(none)")
    #expect(visibleSubID("(none)") == "\\(none)")
    #expect(visibleSubID("\\(none)") == "\\\\(none)")
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("ł", 1), ("e\u{301}", 1), ("東京", 4), ("한국", 4), ("ｱ", 1), ("Ａ", 2), ("😀", 2),
    ("👨‍👩‍👧", 2), ("❤️", 2), ("🇩🇪", 2), ("…─", 2),
  ])
  func widthIsInColumnsOfATerminal(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func aLongTextIsShortenedToItsWidth() {
    #expect("abcdef".shortened(toWidth: 6) == "abcdef")
    #expect("abcdefg".shortened(toWidth: 6) == "abcde…")
    #expect("東京東京".shortened(toWidth: 6) == "東京…")
  }

  @Test func colourIsForTerminalsThatWantIt() {
    #expect(Style(isTerminal: true, environment: [:]).isEnabled)
    #expect(Style(isTerminal: true, environment: ["NO_COLOR": ""]).isEnabled)
    #expect(!Style(isTerminal: true, environment: ["NO_COLOR": "1"]).isEnabled)
    #expect(!Style(isTerminal: true, environment: ["TERM": "dumb"]).isEnabled)
    #expect(!Style(isTerminal: false, environment: [:]).isEnabled)
    #expect(Style(isEnabled: true).strong("a") == "\u{1B}[1ma\u{1B}[0m")
    #expect(Style.plain.strong("a") == "a")
  }
}
