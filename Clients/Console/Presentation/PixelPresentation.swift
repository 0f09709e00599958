internal import TributaryClient

/// The tracking pixel: the HTML alone in the format for people, so that it can go straight into a file.
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
    ])
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
