/// A merchant.
public struct Account: Hashable, Sendable {
  /// Its row; unassigned until it is stored.
  public var id: AccountID
  /// Its name in URLs, unique on the server and for ever.
  public let slug: Slug
  /// Its name for people.
  public var name: String
  /// What it has paid for.
  public var plan: Plan
  /// Whether its partners may log in at all.
  public var partnerCenter: Bool
  /// When it was made.
  public let createdAt: Timestamp

  /// Makes an account.
  ///
  /// - Parameter name: 1 to 200 bytes. Empty means the slug.
  /// - Throws: A ``FieldError`` of `name`.
  public init(
    id: AccountID = .unassigned, slug: Slug, name: String = "", plan: Plan = .starter, partnerCenter: Bool = false,
    createdAt: Timestamp
  ) throws(FieldError) {
    self.id = id
    self.slug = slug
    self.name = try DisplayName.resolve(name, default: slug)
    self.plan = plan
    self.partnerCenter = partnerCenter
    self.createdAt = createdAt
  }
}
