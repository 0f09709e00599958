package import PartnerProgram
package import Store
internal import Synchronization
package import TTRPC
internal import TributaryProtocol

/// The services of Tributary over a store: each call becomes a command or a query, and its outcome a reply.
package final class Tracker: Sendable {
  let store: any Store
  let tokens: TokenSigner
  let now: @Sendable () -> Timestamp
  let browserIDs = BrowserIDs()
  /// Visits of links whose browsers wait to be sent on.
  let visits: TimedCommands
  /// Leads of forms whose browsers wait for an answer.
  let formLeads: TimedCommands
  /// Pixels, for which nobody waits.
  let pixels = CallbackLane()
  private let loops = Mutex<[ObjectIdentifier: LoopState]>([:])

  /// Makes the services.
  ///
  /// - Parameters:
  ///   - store: where facts are kept.
  ///   - browserLimits: how long browsers are kept waiting.
  ///   - now: the clock that "now" means in requests.
  /// - Throws: ``StoreError`` when the store has no signing key, which none that was made whole lacks.
  package init(
    store: any Store, browserLimits: BrowserLimits = BrowserLimits(), now: @escaping @Sendable () -> Timestamp
  ) throws(StoreError) {
    guard let tokens = TokenSigner(keys: store.signingKeys()) else {
      throw .io("the store holds no key to sign tokens with")
    }
    self.store = store
    self.tokens = tokens
    self.now = now
    visits = TimedCommands(limit: browserLimits.visitWait)
    formLeads = TimedCommands(limit: browserLimits.formWait)
  }

  /// Everything that a server of this tracker answers.
  package var services: [ServiceDefinition] {
    [trackingService, programsService, healthService]
  }

  private var trackingService: ServiceDefinition {
    ServiceDefinition(
      name: TrackingService.name,
      methods: [
        .command(TrackingService.recordClick.name, room: requireRoom, recordClick),
        .command(TrackingService.recordConversion.name, room: requireRoom, recordConversion),
        query(TrackingService.getConversion, scope: .server, getConversion),
        query(TrackingService.getPartnerReport, scope: .partnerReport, getPartnerReport),
        query(TrackingService.getPixelSnippet, scope: .server, getPixelSnippet),
        query(TrackingService.listUnconfirmedConversions, scope: .server, listUnconfirmedConversions),
        change(TrackingService.confirmConversion, scope: .admin, confirmConversion),
      ])
  }

  /// What belongs to the lane of a call, made when the lane's first connection calls.
  func loopState(of lane: EventLoopLane) -> LoopState {
    loops.withLock { loops in
      if let state = loops[ObjectIdentifier(lane)] { return state }
      let state = LoopState(lane: lane, tracker: self)
      loops[ObjectIdentifier(lane)] = state
      return state
    }
  }
}
