import GRDB
import PartnerProgram
import Testing

@testable import Store

@Suite("Report plans")
struct ReportPlanTests {
  /// A report passes over no days but its own, however long a partner has been there.
  @Test(arguments: [true, false], [[], [.subID], [.day], [.partner], [.landingPage, .subID]] as [[ReportKey]])
  func readsNoDaysButItsOwn(_ isOfOnePartner: Bool, _ keys: [ReportKey]) throws {
    let open = try OpenStore()
    let plan = try ReportPlan(
      ReportQuery(
        program: ProgramID(rawValue: 1), partner: isOfOnePartner ? PartnerID(rawValue: 1) : nil, keys: keys,
        from: Shop.today, rowLimit: 100, today: Shop.today),
      rowLimit: 100)
    for isContinued in [false, true] {
      let steps = try open.store.pool.read { database in
        let statement = try database.makeStatement(
          sql: "EXPLAIN QUERY PLAN \(plan.sql(keys: keys, isContinued: isContinued))")
        // It is not run: SQLite plans without knowing the values.
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { $0["detail"] as String }
      }
      #expect(steps.contains { $0.hasPrefix("SEARCH rollup") && $0.contains("day>? AND day<?") }, "\(steps)")
    }
  }
}
