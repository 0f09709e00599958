internal import ArgumentParser
internal import TributaryClient

/// `tributary coupon list`
struct CouponListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the coupons of a program in the order of their codes.",
    discussion: """
      Example:
        tributary coupon list --program shop
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.couponPages(program: try program.resolved(session), pageSize: collectedPageSize)
    try session.write(RecordList(name: "coupons", fields: couponFields, records: try await collect(pages, \.coupons)))
  }
}
