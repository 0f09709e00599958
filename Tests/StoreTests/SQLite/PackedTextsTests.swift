import PartnerProgram
import Testing

@testable import Store

@Suite("Packed texts")
struct PackedTextsTests {
  @Test(arguments: [0, 1, 254, 255, 65_535])
  func comeBackAsTheyWere(_ length: Int) throws {
    let long = String(repeating: "l", count: length)
    let values = ["s", long, "", "ü", long]
    let texts = try PackedTexts(
      subID: values[0], landingURL: values[1], referrerURL: values[2], userAgent: values[3], ip: values[4])
    for (part, value) in zip(PackedTexts.Part.allCases, values) {
      #expect(texts.withBytes(of: part) { String(decoding: $0, as: UTF8.self) } == value)
      #expect(texts.withBytes(of: part) { $0.baseAddress != nil }, "SQLite would take it for NULL")
    }
  }

  @Test func tooLongATextIsNamed() throws {
    let long = String(repeating: "l", count: 65_536)
    #expect { try PackedTexts(subID: "", userAgent: long) } throws: { ($0 as? FieldError)?.field == "user_agent" }
  }

  @Test func subIDAndLandingPageAreTheSameAsAmongTexts() throws {
    for (subID, page) in [("", ""), ("x", ""), ("", "https://shop.example/ü"), ("ü", "/p")] {
      let alone = PackedTexts(subID: subID.isEmpty ? nil : try SubID(subID), landingPage: LandingPage(url: page))
      #expect(alone == (try PackedTexts(subID: subID, landingURL: page)))
    }
  }

  @Test func theLandingPageEndsBeforeTheQuery() throws {
    let texts = try PackedTexts(subID: "x", landingURL: "https://shop.example/p?a=1#b")
    #expect(texts.withParts { String(decoding: $0.landingPage, as: UTF8.self) } == "https://shop.example/p")
  }
}
