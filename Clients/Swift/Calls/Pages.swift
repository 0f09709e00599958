/// The pages of a list, one after the other, each fetched when it is asked for.
///
/// ```swift
/// for try await page in tributary.programPages() {
///   for program in page.programs { … }
/// }
/// ```
public struct Pages<Page: Sendable>: AsyncSequence, Sendable {
  /// What the sequence gives: one reply of the server.
  public typealias Element = Page
  /// What fetching a page throws.
  public typealias Failure = TributaryError

  private let firstToken: String
  private let nextToken: @Sendable (Page) -> String
  private let fetch: @Sendable (String) async throws(TributaryError) -> Page

  init(
    from firstToken: String,
    nextToken: @escaping @Sendable (Page) -> String,
    fetch: @escaping @Sendable (String) async throws(TributaryError) -> Page
  ) {
    self.firstToken = firstToken
    self.nextToken = nextToken
    self.fetch = fetch
  }

  /// Starts at the first page.
  public func makeAsyncIterator() -> Iterator {
    Iterator(pages: self, token: firstToken)
  }

  /// Fetches page after page.
  public struct Iterator: AsyncIteratorProtocol {
    private let pages: Pages
    private var token: String?

    init(pages: Pages, token: String) {
      self.pages = pages
      self.token = token
    }

    /// The next page. Nil after the last one.
    ///
    /// - Throws: ``TributaryError``: what the call behind it throws; `internal` when the server sends the reader in a
    ///   circle.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(TributaryError) -> Page? {
      guard let token else { return nil }
      let page = try await pages.fetch(token)
      let next = pages.nextToken(page)
      if next == token, !next.isEmpty {
        throw TributaryError(.internal, "the server's page token leads back to the same page")
      }
      self.token = next.isEmpty ? nil : next
      return page
    }
  }
}
