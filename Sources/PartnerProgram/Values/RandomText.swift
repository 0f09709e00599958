/// Texts of random characters.
public enum RandomText {
  /// A text of so many characters of an alphabet, each as likely as the others.
  ///
  /// - Parameter alphabet: Not empty.
  public static func make(
    _ count: Int, of alphabet: String, using generator: inout some RandomNumberGenerator
  ) -> String {
    let characters = Array(alphabet)
    return String((0..<count).map { _ in characters[Int.random(in: characters.indices, using: &generator)] })
  }
}
