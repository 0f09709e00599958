/// Where a coupon stands. The numbers are those of the public contract and are stored.
public enum CouponPrecedence: UInt8, CaseIterable, Sendable {
  /// Before clicks.
  case beforeClick = 1
  /// After clicks, before the contact's referrer.
  case afterClick = 2
  /// Coupons refer to nobody.
  case ignored = 3
}

/// Which of several clicks in the window wins. The numbers are those of the public contract and are stored.
public enum TouchPreference: UInt8, CaseIterable, Sendable {
  /// The last one.
  case last = 1
  /// The first one.
  case first = 2
}

/// Which referrer of a contact is asked. The numbers are those of the public contract and are stored.
public enum ContactReferrer: UInt8, CaseIterable, Sendable {
  /// The last one.
  case last = 1
  /// The first one.
  case first = 2
  /// Contacts have no say.
  case ignored = 3
}

/// How a program decides who referred a conversion.
public struct AttributionPolicy: Hashable, Sendable {
  /// Where a coupon stands.
  public let coupon: CouponPrecedence
  /// Which of several clicks in the window wins.
  public let touch: TouchPreference
  /// Which referrer of a contact is asked.
  public let contact: ContactReferrer
  /// How long a click can earn, in periods of 24 hours.
  public let windowDays: Int32
  /// How long a contact's referrer can earn after it was bound, in periods of 24 hours, as it was set: 0 means as long
  /// as a click.
  public let contactWindowDays: Int32

  /// The window of a program that names none.
  public static let defaultWindowDays: Int32 = 60
  /// The longest window: ten years, the leap days left out.
  public static let maximumWindowDays: Int32 = 3_650

  /// The policy of a program that names none: coupon before last click before last referrer, in the default window.
  public static let standard = AttributionPolicy()

  private init() {
    coupon = .beforeClick
    touch = .last
    contact = .last
    windowDays = Self.defaultWindowDays
    contactWindowDays = 0
  }

  /// Makes a policy from what was sent or stored.
  ///
  /// - Parameters:
  ///   - windowDays: 1 to ``maximumWindowDays``. 0 means ``defaultWindowDays``.
  ///   - contactWindowDays: 1 to ``maximumWindowDays``. 0 means as long as a click.
  /// - Throws: A ``FieldError`` of `window_days` or `attribution.contact_window_days`, relative to the program.
  public init(
    coupon: CouponPrecedence = .beforeClick, touch: TouchPreference = .last, contact: ContactReferrer = .last,
    windowDays: Int32 = 0, contactWindowDays: Int32 = 0
  ) throws(FieldError) {
    guard (0...Self.maximumWindowDays).contains(windowDays) else {
      throw FieldError(field: "window_days", message: "must be between 1 and 3,650, or 0 for 60")
    }
    guard (0...Self.maximumWindowDays).contains(contactWindowDays) else {
      throw FieldError(
        field: "attribution.contact_window_days", message: "must be between 1 and 3,650, or 0 for window_days")
    }
    self.coupon = coupon
    self.touch = touch
    self.contact = contact
    self.windowDays = windowDays == 0 ? Self.defaultWindowDays : windowDays
    self.contactWindowDays = contactWindowDays
  }

  /// How long a contact's referrer can earn after it was bound, in periods of 24 hours.
  public var effectiveContactWindowDays: Int32 { contactWindowDays == 0 ? windowDays : contactWindowDays }
}
