internal import TributaryClient

/// The tracking pixel: the code alone in the format for people, so that it can go straight into a file.
struct PixelPresentation: Presentation {
  let response: GetPixelSnippetResponse

  func table(style: Style) -> String {
    response.html.hasSuffix("\n") ? response.html : response.html + "\n"
  }

  var csv: (header: [String], rows: [[String]]) { parameters.csv }

  var json: JSONValue {
    .object([
      JSONValue.Member("html", .string(response.html)),
      JSONValue.Member("parameters", .array(response.parameters.map(parameters.fields.json))),
      JSONValue.Member("instructions", .string(response.instructions)),
      JSONValue.Member("signed_by_server", .boolean(response.signedByServer)),
      JSONValue.Member("signing_key_id", .string(response.signingKeyId)),
      JSONValue.Member("signing_secret", .string(response.signingSecret)),
    ])
  }

  /// What a person who pastes the pixel must know, as paragraphs.
  func explanation(style: Style) -> String {
    var paragraphs: [String] = []
    if !response.instructions.isEmpty {
      let lines = response.instructions.split(separator: "\n", omittingEmptySubsequences: false)
      paragraphs.append(lines.map { visibleText(String($0)) }.joined(separator: "\n"))
    }
    // Code that signs holds the key already; who must sign without it needs it here.
    if !response.signedByServer, !response.signingSecret.isEmpty {
      paragraphs.append(
        "Signing key     \(visibleText(response.signingKeyId))\nSigning secret  \(visibleText(response.signingSecret))")
    }
    if !response.parameters.isEmpty { paragraphs.append(parameters.table(style: style)) }
    return "\n" + paragraphs.joined(separator: "\n\n")
  }

  /// What each parameter of the pixel means.
  var parameters: RecordList<PixelParameter> {
    RecordList(
      name: "parameters",
      fields: [
        Field("name", "Parameter") { .text($0.name) },
        Field("required", "Required") { .truth($0.required) },
        Field("description", "Meaning") { .text($0.description) },
      ],
      records: response.parameters)
  }
}
