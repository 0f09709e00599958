/// A message or event as one line of Swift without the fields that are missing.
package func readable(_ value: Any) -> String {
  switch value {
  case let text as String: return "\"\(text)\""
  case let number as Int64: return "\(number)"
  case let number as Int32: return "\(number)"
  case let flag as Bool: return "\(flag)"
  default: break
  }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    return mirror.children.first.map { readable($0.value) } ?? "nil"
  case .collection:
    return "[" + mirror.children.map { readable($0.value) }.joined(separator: ", ") + "]"
  case .struct:
    let fields = mirror.children.filter { !isMissing($0.value) }.map { "\($0.label ?? "_"): \(readable($0.value))" }
    return "\(mirror.subjectType)(\(fields.joined(separator: ", ")))"
  case .enum:
    guard let payload = mirror.children.first else { return "\(value)" }
    return "\(payload.label ?? "") \(readable(payload.value))"
  case .tuple:
    return mirror.children.filter { !isMissing($0.value) }.map { readable($0.value) }.joined(separator: " ")
  default:
    return "\(value)"
  }
}

/// Whether a field has the value that it has when nothing is sent.
private func isMissing(_ value: Any) -> Bool {
  switch value {
  case let text as String: return text.isEmpty
  case let number as Int64: return number == 0
  case let number as Int32: return number == 0
  case let flag as Bool: return !flag
  default: break
  }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional, .collection: return mirror.children.isEmpty
  default: return false
  }
}

/// The fields in which two messages differ, one a line: `path: model …, server …`.
package func differences(model: Any, server: Any, path: String = "") -> [String] {
  let (left, right) = (Mirror(reflecting: model), Mirror(reflecting: server))
  let isComposite = left.displayStyle == .struct || left.displayStyle == .collection || left.displayStyle == .optional
  guard isComposite, left.displayStyle == right.displayStyle, left.children.count == right.children.count,
    !left.children.isEmpty
  else {
    let (expected, actual) = (readable(model), readable(server))
    return expected == actual ? [] : ["\(path): model \(expected), server \(actual)"]
  }
  return zip(left.children, right.children).enumerated().flatMap { position, pair in
    let name: String =
      switch left.displayStyle {
      case .collection: "[\(position)]"
      case .optional: ""
      default: (path.isEmpty ? "" : ".") + (pair.0.label ?? "_")
      }
    return differences(model: pair.0.value, server: pair.1.value, path: path + name)
  }
}
