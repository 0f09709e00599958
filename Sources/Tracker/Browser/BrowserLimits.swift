/// What browsers' requests may take.
package struct BrowserLimits: Sendable {
  /// How long somebody who followed a link waits until the visit is on disk. Past it the browser is sent on all the same,
  /// and the visit may still be recorded. Default one second.
  package var visitWait = Duration.seconds(1)

  /// How long somebody who sent a form waits until the lead is on disk. Past it the answer is that it can be sent again,
  /// which makes no second lead. Default 10 seconds.
  package var formWait = Duration.seconds(10)

  /// Makes limits with every value at its default.
  package init() {}
}
