internal import Foundation

/// The fields of a form as they were sent. Of a field that is there twice the first one counts.
struct FormFields {
  /// How many fields a form may have.
  static let maximumFields = 64

  private var values: [[UInt8]: [UInt8]] = [:]

  /// Reads a body in the encoding of HTML forms.
  init(encoded body: [UInt8]) throws(FormRefusal) {
    var count = 0
    for field in EncodedParameters(body[...]) {
      count += 1
      guard count <= Self.maximumFields else { throw .tooManyFields }
      if values[field.name] == nil { values[field.name] = field.value }
    }
  }

  /// Reads a body that is one object of JSON without others in it.
  init(json body: [UInt8]) throws(FormRefusal) {
    guard let object = try? JSONDecoder().decode([String: JSONFormValue].self, from: Data(body)) else {
      throw .malformed
    }
    guard object.count <= Self.maximumFields else { throw .tooManyFields }
    for (name, value) in object { values[Array(name.utf8)] = Array(value.text.utf8) }
  }

  /// What was sent under a name, any bytes; none when the form has no such field.
  subscript(name: String) -> [UInt8] { values[Array(name.utf8)] ?? [] }
}

/// A value of a form in JSON, as the text that a form of HTML would have sent.
private struct JSONFormValue: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      text = ""
    } else if let value = try? container.decode(String.self) {
      text = value
    } else if let value = try? container.decode(Bool.self) {
      text = value ? "true" : "false"
    } else if let value = try? container.decode(Int64.self) {
      text = String(value)
    } else {
      text = String(try container.decode(Double.self))
    }
  }
}
