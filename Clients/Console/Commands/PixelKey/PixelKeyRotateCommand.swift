internal import ArgumentParser
internal import TributaryClient

/// `tributary pixel-key rotate`
struct PixelKeyRotateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Make a new key that signs pixels, and print it.",
    discussion: """
      The key before stays good until the next rotation, so that pages can be changed without a gap; the one before that \
      is good no more. The secret is for the shop's servers only, and is shown this once.

      Example:
        tributary pixel-key rotate --program shop --format json
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let key = try await session.client.rotatePixelKey(program: program.resolved(session))
    try session.write(RecordDetail(name: nil, fields: pixelKeyFields, record: key))
  }
}
