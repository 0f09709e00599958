extension GetConversionRequest {
  /// Asks for an order that was placed.
  ///
  /// - Parameters:
  ///   - order: the cart's order number.
  ///   - program: slug of the program.
  public static func sale(order: String, program: String) -> GetConversionRequest {
    GetConversionRequest(program: program, kind: .sale, orderId: order)
  }

  /// Asks for a visitor's opting in.
  ///
  /// - Parameters:
  ///   - entry: the form's entry number.
  ///   - program: slug of the program.
  public static func lead(entry: String, program: String) -> GetConversionRequest {
    GetConversionRequest(program: program, kind: .lead, orderId: entry)
  }

  /// Asks for one refund of an order.
  ///
  /// - Parameters:
  ///   - order: the number of the order.
  ///   - refund: which of its refunds. Empty means the full refund that has no number.
  ///   - program: slug of the program.
  public static func refund(order: String, refund: String = "", program: String) -> GetConversionRequest {
    GetConversionRequest(program: program, kind: .refund, orderId: order, refundId: refund)
  }
}
