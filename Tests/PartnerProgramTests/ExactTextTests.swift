import PartnerProgram
import Testing

@Suite struct ExactTextTests {
  @Test func subIDTakesAnyTextOfUpTo255Bytes() throws {
    for text in ["a", " ", "spring sale/ü", "日本", "👩‍👩‍👧", String(repeating: "é", count: 127) + "x", "\u{1}"] {
      #expect(try SubID(text).text == text)
    }
    #expect(fieldError { () throws(FieldError) in _ = try SubID("") }?.message == "must not be empty")
    let tooLong = fieldError { () throws(FieldError) in _ = try SubID(String(repeating: "é", count: 128)) }
    #expect(tooLong == FieldError(field: "sub_id", message: "must be at most 255 bytes long, not 256"))
    let withNUL = fieldError { () throws(FieldError) in _ = try SubID("a\0b") }
    #expect(withNUL == FieldError(field: "sub_id", message: "must be valid UTF-8 without NUL"))
  }

  @Test func bytesAreTheIdentity() throws {
    let composed = try SubID("caf\u{E9}")
    let decomposed = try SubID("cafe\u{301}")
    #expect(composed.text == decomposed.text, "As strings the two are equal.")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test func orderIsThatOfTheBytes() throws {
    let texts = ["\u{FF5E}", "b", "Z", "a", "aa", "\u{1F600}", "\u{E9}"]
    let sorted = try texts.map { try SubID($0) }.sorted()
    let expected = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(sorted.map(\.text) == expected)
  }

  @Test(arguments: ["a", "7", "a-b", "a--b", "shop-2024", String(repeating: "x", count: 63)])
  func slugIsAccepted(_ text: String) throws {
    #expect(try Slug(text).text == text)
  }

  @Test(arguments: [
    ("", "must not be empty"),
    (String(repeating: "x", count: 64), "must be at most 63 bytes long, not 64"),
    ("-a", #"must not begin or end with "-""#),
    ("a-", #"must not begin or end with "-""#),
    ("-", #"must not begin or end with "-""#),
    ("Shop", #"must be made of a-z, 0-9 and "-" only"#),
    ("a_b", #"must be made of a-z, 0-9 and "-" only"#),
    ("ä", #"must be made of a-z, 0-9 and "-" only"#),
    ("a\0", #"must be made of a-z, 0-9 and "-" only"#),
  ])
  func slugIsRefused(_ text: String, because message: String) {
    let error = fieldError { () throws(FieldError) in _ = try Slug(text, field: "program") }
    #expect(error == FieldError(field: "program", message: message))
  }

  @Test func partnerCodeTakesExactlyItsAlphabet() {
    let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".utf8)
    for byte in UInt8.min...UInt8.max {
      let accepted = [byte].withUnsafeBytes { bytes in
        fieldError { () throws(FieldError) in _ = try PartnerCode(utf8: bytes) } == nil
      }
      #expect(accepted == alphabet.contains(byte), "byte \(byte)")
    }
    #expect(fieldError { () throws(FieldError) in _ = try PartnerCode(String(repeating: "x", count: 64)) } == nil)
    #expect(fieldError { () throws(FieldError) in _ = try PartnerCode(String(repeating: "x", count: 65)) } != nil)
    #expect(fieldError { () throws(FieldError) in _ = try PartnerCode("") }?.field == "code")
  }

  @Test func orderAndRefundIDsAreBounded() {
    let longest = String(repeating: "9", count: 128)
    #expect(fieldError { () throws(FieldError) in _ = try OrderID(longest) } == nil)
    #expect(fieldError { () throws(FieldError) in _ = try OrderID(longest + "9") }?.field == "order_id")
    #expect(fieldError { () throws(FieldError) in _ = try OrderID("") }?.field == "order_id")
    #expect(fieldError { () throws(FieldError) in _ = try RefundID(longest) } == nil)
    #expect(fieldError { () throws(FieldError) in _ = try RefundID(longest + "9") }?.field == "refund_id")
  }

  @Test func fieldErrorsNestByPath() {
    let error = FieldError(field: "sale_rate_e4", message: "must be").inside("commission").inside("program")
    #expect(error.description == "program.commission.sale_rate_e4: must be")
  }

  @Test func couponsDoNotMindTheCase() throws {
    let code = try CouponCode("Save-10.a_z")
    #expect(code.text == "SAVE-10.A_Z")
    #expect(try CouponCode("save-10.a_z") == code)
    let sent = try withBytes(of: "sAVE") { bytes in try CouponCode(utf8: bytes) }
    #expect(sent == CouponCode(checked: Array("SAVE".utf8)))
    for text in ["", "a b", "ä", "10%", String(repeating: "x", count: 65)] {
      #expect(fieldError { () throws(FieldError) in _ = try CouponCode(text) }?.field == "coupon", "\(text)")
    }
    #expect(try CouponCode(String(repeating: "x", count: 64)).bytes.count == 64)
  }

  @Test func entryNamesMindTheCase() throws {
    #expect(try EntryName("May-1") != EntryName("may-1"))
    for text in ["", "a b", String(repeating: "x", count: 65)] {
      #expect(fieldError { () throws(FieldError) in _ = try EntryName(text) }?.field == "id", "\(text)")
    }
  }

  @Test(arguments: [
    ("https://shop.example/a?b#c", "https://shop.example/a"), ("https://shop.example/a#b?c", "https://shop.example/a"),
    ("https://shop.example/", "https://shop.example/"), ("/a", "/a"), ("ü?", "ü"), ("?a", nil), ("#", nil), ("", nil),
  ])
  func landingPageEndsBeforeTheQuery(_ url: String, _ page: String?) {
    #expect(LandingPage(url: url)?.text == page)
    #expect(withBytes(of: url, LandingPage.byteCount) == (page ?? "").utf8.count)
  }

  @Test func landingPageIsCutAtACharacter() {
    let long = String(repeating: "x", count: 252)
    for (url, page) in [
      (long + "abc", long + "abc"), (long + "abcd", long + "abc"), (long + "日", long + "日"),
      (long + "a日", long + "a"), (long + "abé", long + "ab"), (long + "a👩", long + "a"), (long + "abc?d", long + "abc"),
      (long + "abé?", long + "ab"), (String(repeating: "é", count: 200), String(repeating: "é", count: 127)),
    ] {
      #expect(LandingPage(url: url)?.text == page)
      #expect(LandingPage(url: url).map { fieldErrorOfLandingPage($0) == nil } == true)
    }
    let malformed = [UInt8](repeating: 0x80, count: 300)
    #expect(malformed.withUnsafeBytes(LandingPage.byteCount) == 0)
  }

  /// What the rule says of a landing page.
  private func fieldErrorOfLandingPage(_ page: LandingPage) -> FieldError? {
    fieldError { () throws(FieldError) in _ = try LandingPage(page.text) }
  }
}
