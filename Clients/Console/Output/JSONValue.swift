/// A value of JSON (RFC 8259) whose objects keep the order of their members.
indirect enum JSONValue: Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  struct Member: Equatable {
    let name: String
    let value: JSONValue

    init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The text, indented by two spaces a level and ended by a line feed.
  var text: String { written(indentation: "") + "\n" }

  private func written(indentation: String) -> String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .string(let value): quoted(value)
    case .array(let values):
      block("[", values.map { value in { value.written(indentation: $0) } }, "]", indentation)
    case .object(let members):
      block(
        "{",
        members.map { member in { quoted(member.name) + ": " + member.value.written(indentation: $0) } },
        "}",
        indentation)
    }
  }

  private func block(
    _ open: String, _ parts: [(String) -> String], _ close: String, _ indentation: String
  ) -> String {
    guard !parts.isEmpty else { return open + close }
    let inner = indentation + "  "
    return open + "\n" + parts.map { inner + $0(inner) }.joined(separator: ",\n") + "\n" + indentation + close
  }
}

/// A JSON string. Besides what JSON demands, characters that a terminal would obey or hide are escaped.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case let hidden where isHidden(hidden):
      for unit in UTF16.encode(hidden) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
