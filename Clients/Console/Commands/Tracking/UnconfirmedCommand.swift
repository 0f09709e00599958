internal import ArgumentParser
internal import TributaryClient

/// `tributary unconfirmed`
struct UnconfirmedCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "unconfirmed",
    abstract: "List what unsigned pixels said of orders, newest first.",
    discussion: """
      Anybody can call a pixel, so what one without a signature says earns nothing. It is confirmed by itself when the \
      cart records the same order with the same money, or by a person with tributary confirm.

      The column "Differs in" names the field in which the order that the cart recorded is another one. It is empty \
      when the cart has recorded no such order.

      Needs a key of scope server or above.

      Examples:
        tributary unconfirmed
        tributary unconfirmed --program shop --format json
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.unconfirmedConversionPages(
      program: try program.resolved(session), pageSize: collectedPageSize)
    try session.write(UnconfirmedPresentation(conversions: try await collect(pages, \.conversions)))
  }
}
