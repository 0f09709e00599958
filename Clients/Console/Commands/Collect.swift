internal import TributaryClient

/// Records that a list command asks for at a time: the most that the server gives.
let collectedPageSize: Int32 = 1000

/// Records that a list command holds at most.
private let collectedRecordLimit = 1_000_000

/// Fetches all pages and puts their records together.
///
/// - Throws: what the calls throw; ``CommandFailure`` with status `tryLater` when there are more records than one command
///   holds.
func collect<Page, Record>(_ pages: Pages<Page>, _ records: (Page) -> [Record]) async throws -> [Record] {
  var collected: [Record] = []
  for try await page in pages {
    collected += records(page)
    guard collected.count <= collectedRecordLimit else {
      throw CommandFailure(.tryLater, "the list has more than \(collectedRecordLimit) entries")
    }
  }
  return collected
}
