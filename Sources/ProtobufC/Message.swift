/// A message as a Swift value that owns its texts, coded through the C structure `Raw`.
public protocol Message: Sendable {
  /// The C structure of this message.
  associatedtype Raw: CMessage

  /// Copies a decoded structure, whose texts have been validated, into a value.
  init(copying raw: UnsafePointer<Raw>)

  /// Builds the C structure of this value in `arena`. It is valid until the arena is reset.
  ///
  /// - Throws: ``ArenaFull`` when the arena's limit is reached.
  func makeRaw(in arena: Arena) throws(ArenaFull) -> UnsafeMutablePointer<Raw>
}
