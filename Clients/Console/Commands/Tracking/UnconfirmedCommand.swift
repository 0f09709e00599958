internal import ArgumentParser
internal import TributaryClient

/// `tributary unconfirmed`
struct UnconfirmedCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "unconfirmed",
    abstract: "List what unsigned pixels said of orders, newest first.",
    discussion: """
      Anybody can call a pixel, so what one without a signature says earns nothing. It joins by itself the order that \
      the cart records with the same money and the same customer's e-mail address, and takes nothing there from a partner \
      whom the cart's own evidence finds. A person lets it in with tributary confirm, and then it counts as the cart's.

      The column "Differs in" names the field in which the order that the cart recorded is another one. It is empty \
      when the cart has recorded no such order. A lead without an address differs from every claim in customer.email.

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
