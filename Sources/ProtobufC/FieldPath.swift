/// The path of a field seen from the message or repeated field that holds it: "sku" within "[2]" is "[2].sku", and that
/// within "items" is "items[2].sku".
///
/// - Parameters:
///   - field: the path so far; empty for the value itself.
///   - parent: a field's name or an index like "[2]".
func fieldPath(_ field: String, within parent: String) -> String {
  field.isEmpty || field.hasPrefix("[") ? parent + field : parent + "." + field
}
