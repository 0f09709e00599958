/// What an account has paid for. The numbers are those of the public contract and are stored.
public enum Plan: UInt8, CaseIterable, Comparable, Sendable {
  /// No partner programs.
  case starter = 1
  /// Partner programs.
  case plus = 2
  /// Also SubIDs and the pixel.
  case pro = 3
  /// All.
  case enterprise = 4

  /// Whether the left plan includes less than the right one.
  public static func < (left: Plan, right: Plan) -> Bool { left.rawValue < right.rawValue }
}

/// Something that not every plan has.
public enum Capability: CaseIterable, Sendable {
  /// Partner programs, with their partners, coupons and commissions.
  case partnerPrograms
  /// Reports by SubID. SubIDs are recorded with every plan.
  case subIDs
  /// The pixel for the confirmation pages of carts.
  case pixel

  /// The lowest plan that has it.
  public var neededPlan: Plan {
    switch self {
    case .partnerPrograms: .plus
    case .subIDs, .pixel: .pro
    }
  }
}

extension Plan {
  /// Whether an account with this plan may use something.
  public func includes(_ capability: Capability) -> Bool { self >= capability.neededPlan }

  /// Its name for people, such as "plus".
  public var name: String {
    switch self {
    case .starter: "starter"
    case .plus: "plus"
    case .pro: "pro"
    case .enterprise: "enterprise"
    }
  }
}
