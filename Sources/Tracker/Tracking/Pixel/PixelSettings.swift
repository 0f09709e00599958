/// What a pixel is made for. Each text has a narrow grammar of its own, and is escaped all the same where it is written
/// into code.
struct PixelSettings {
  /// What the confirmation page confirms.
  enum Kind: String {
    case lead
    case sale
  }

  /// The key that signs what a pixel says.
  struct Key {
    /// Its name, which signatures begin with.
    let id: String
    /// Its secret: the HMAC's key is this text.
    let secret: String
  }

  /// Slug of the program.
  let program: String
  /// Where the tracking host is reached, without a "/" at the end.
  let origin: String
  let kind: Kind
  /// How many items a snippet without a loop shows.
  let itemCount: Int
  let key: Key
}
