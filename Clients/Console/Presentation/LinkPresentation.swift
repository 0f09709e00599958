/// A partner's link: alone in the format for people, so that it can be copied and piped.
struct LinkPresentation: Presentation {
  let link: String

  func table(style: Style) -> String { visibleText(link) + "\n" }

  var csv: (header: [String], rows: [[String]]) { (["link"], [[link]]) }

  var json: JSONValue { .object([JSONValue.Member("link", .string(link))]) }
}
