internal import ArgumentParser
internal import TributaryClient

/// `tributary coupon delete`
struct CouponDeleteCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "End a coupon: later orders do not know it. What it decided stays.",
    discussion: """
      Example:
        tributary coupon delete SPRING10 --program shop
      """)

  @Argument(help: "The coupon.")
  var code: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let coupon = try await session.client.deleteCoupon(code, program: program.resolved(session))
    try session.write(RecordDetail(name: "coupon", fields: couponFields, record: coupon))
  }
}
