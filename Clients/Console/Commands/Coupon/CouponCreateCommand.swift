internal import ArgumentParser
internal import TributaryClient

/// `tributary coupon create`
struct CouponCreateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a coupon of a partner.",
    discussion: """
      Example:
        tributary coupon create SPRING10 --program shop --partner anna
      """)

  static let conflictHint: String? = "`tributary coupon list` tells whose it is"

  @Argument(help: "What customers type, in any case: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\".")
  var code: String

  @Option(help: ArgumentHelp("The partner that its use refers to.", valueName: "code"))
  var partner: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let coupon = try await session.client.createCoupon(
      Coupon(program: program.resolved(session), partner: partner, code: code))
    try session.write(RecordDetail(name: "coupon", fields: couponFields, record: coupon))
  }
}
