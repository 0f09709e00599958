import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct PixelCommandTests {
  private let reply = GetPixelSnippetResponse(
    html: "<img src=\"\\\">",
    parameters: [PixelParameter(name: "order_id", required: true, description: "The order.")],
    instructions: "1. Paste it.\n2. \u{1B}[31mLook.", signedByServer: true, signingKeyId: "abcd1234",
    signingSecret: "topsecret")

  @Test func theCodeAloneIsTheResult() async {
    let outcome = await run("pixel", "--kind", "lead", answer: always(reply))
    #expect(outcome.output == "<img src=\"\\\">\n")
    #expect(outcome.errors.contains("order_id   yes       The order."))
    #expect(outcome.errors.contains("1. Paste it.\n2. \\u{1B}[31mLook.\n"))
  }

  @Test func theKeyIsShownToWhoMustSignAlone() async {
    let signed = await run("pixel", answer: always(reply))
    #expect(!signed.errors.contains("topsecret"))
    var unsigned = reply
    unsigned.signedByServer = false
    let plain = await run("pixel", answer: always(unsigned))
    #expect(plain.errors.contains("Signing key     abcd1234\nSigning secret  topsecret\n"))
    unsigned.signingSecret = ""
    let browser = await run("pixel", answer: always(unsigned))
    #expect(!browser.errors.contains("Signing"))
  }

  @Test(
    arguments: [
      ("plain", .plain), ("woocommerce", .woocommerce), ("shopify", .shopify), ("magento", .magento),
      ("prestashop", .prestashop), ("opencart", .opencart), ("django-oscar", .djangoOscar),
    ] as [(String, PixelPlatform)])
  func thePlatformIsAskedFor(_ name: String, _ platform: PixelPlatform) async throws {
    let outcome = await run("pixel", "--platform", name, "--kind", "lead", "--items", "3", answer: always(reply))
    #expect(
      try #require(outcome.calls.first).decodedRequest(GetPixelSnippetRequest.self)
        == GetPixelSnippetRequest(program: "shop", platform: platform, kind: .lead, itemCount: 3))
  }

  @Test func withoutAPlatformItIsPlainHTMLOfASale() async throws {
    let outcome = await run("pixel", answer: always(reply))
    #expect(
      try #require(outcome.calls.first).decodedRequest(GetPixelSnippetRequest.self)
        == GetPixelSnippetRequest(program: "shop", platform: .plain, kind: .sale, itemCount: 1))
  }

  @Test func jsonHasAllOfIt() async {
    let outcome = await run("pixel", "--format", "json", answer: always(reply))
    for member in [
      #""html": "<img src=\"\\\">""#, #""name": "order_id""#, #""instructions": "1. Paste it.\n2. "#,
      #""signed_by_server": true"#, #""signing_key_id": "abcd1234""#, #""signing_secret": "topsecret""#,
    ] {
      #expect(outcome.output.contains(member), "\(member)")
    }
    #expect(outcome.errors.isEmpty)
  }

  @Test func csvHasTheParametersAlone() async {
    let outcome = await run("pixel", "--format", "csv", answer: always(reply))
    #expect(outcome.output.hasPrefix("name,required,description\r\norder_id,"))
    #expect(outcome.errors.isEmpty)
  }
}
