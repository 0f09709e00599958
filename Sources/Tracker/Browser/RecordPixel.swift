package import PartnerProgram
package import Store
package import TributaryProtocol

/// What became of a pixel.
package enum PixelFate: Sendable {
  /// The store took it.
  case settled(PixelOutcome)
  /// It never will be recorded.
  case lost(StoreError)
}

/// Pixels: what browsers say on the confirmation pages of carts.
extension Tracker {
  /// Whether the account that a program belongs to may use the pixel.
  package func mayUsePixel(_ program: ProgramEntry) -> Bool {
    store.directory.account(id: program.program.account)?.account.plan.includes(.pixel) ?? false
  }

  /// Records what a pixel says, without waiting for the disk.
  ///
  /// - Parameters:
  ///   - request: What it says, as the cart's own call would. Its program is not looked at.
  ///   - isSigned: Whether the merchant's server vouches for it.
  ///   - tell: Called once with what became of it, on the committing thread or before this returns: it must return at once.
  /// - Throws: a ``FieldError`` that names the field by its path in the request. Nothing is told then.
  package func record(
    pixel request: RecordConversionRequest, in program: ProgramEntry, isSigned: Bool,
    tell: @escaping @Sendable (PixelFate) -> Void
  ) throws(FieldError) {
    let now = now()
    let conversion = try conversionCommand(
      request, in: program, id: browserIDs.makeID(ConversionID.self, at: now), now: now)
    let callback = CallbackLane.Callback { outcome in
      switch outcome {
      case .pixel(let pixel): tell(.settled(pixel))
      case .failed(let error): tell(.lost(error))
      default: tell(.lost(.io("the store answered another kind of command")))
      }
    }
    do throws(StoreError) {
      try store.submit(
        .pixel(PixelCommand(conversion: conversion, isSigned: isSigned)), ticket: callback, lane: pixels)
    } catch {
      tell(.lost(error))
    }
  }
}
