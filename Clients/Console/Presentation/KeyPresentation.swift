internal import TributaryClient

/// The columns of keys.
let keyFields: [Field<ApiKey>] = [
  Field("id", "Id") { .text($0.id) },
  Field("account", "Account") { .text($0.account) },
  Field("scope", "Scope") { .text($0.scope.word) },
  Field("program", "Program") { .text($0.program) },
  Field("partner", "Partner") { .text($0.partner) },
  Field("label", "Label") { .text($0.label) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
  Field("revoked_at", "Revoked") { .time($0.revokedAtUs) },
]

/// A key that was just made: in the format for people its secret alone, so that a script can take it as it is.
struct CreatedKeyPresentation: Presentation {
  let key: ApiKey
  let secret: String

  func table(style: Style) -> String { secret + "\n" }

  var csv: (header: [String], rows: [[String]]) {
    (keyFields.map(\.csvName) + ["secret"], [keyFields.map { $0.value(key).exact } + [secret]])
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("key", keyFields.json(key)),
      JSONValue.Member("secret", .string(secret)),
    ])
  }
}
