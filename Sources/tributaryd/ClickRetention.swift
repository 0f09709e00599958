import PartnerProgram
import Store

/// Deletes the clicks that their programs keep no longer.
enum ClickRetention {
  /// How often a running server looks, in seconds.
  static let interval = 3_600
  /// Programs that are read at a time.
  private static let programsInPage = 500

  /// What was deleted of one program.
  struct Purged {
    let program: Slug
    let keptDays: Int32
    let clicks: Int64
  }

  /// Deletes every click that is past its program's retention.
  ///
  /// - Parameter report: hears of each program that has a retention, once its clicks are deleted.
  static func apply(
    to store: any Store, at now: Timestamp, report: (Purged) throws -> Void
  ) async throws {
    var position: String?
    repeat {
      let programs = try await store.programs(account: nil, after: position, limit: programsInPage)
      for program in programs where program.clickRetentionDays > 0 {
        let before = now.adding(days: -program.clickRetentionDays)
        let clicks = try await store.purgeClicks(program: program.id, before: before)
        try report(Purged(program: program.slug, keptDays: program.clickRetentionDays, clicks: clicks))
      }
      position = programs.count < programsInPage ? nil : programs.last?.slug.text
    } while position != nil
  }
}
