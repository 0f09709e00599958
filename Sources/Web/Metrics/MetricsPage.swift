internal import PartnerProgram
internal import Store
internal import Synchronization
internal import TTRPC

/// Everything that the server tells of itself, by the names that monitoring knows it by.
enum MetricsPage {
  static func text(_ services: WebServices) -> String {
    var text = MetricsText()
    text.write(services.metrics)
    text.write(services.store.metrics)
    text.write(services.rpcMetrics())
    return text.text
  }
}

extension MetricsText {
  /// The HTTP server and what the web side counts by reason.
  fileprivate mutating func write(_ metrics: WebMetrics) {
    let routes = metrics.requests.snapshot.sorted { $0.key < $1.key }
    write(
      .counter, "tributary_http_requests_total", help: "HTTP requests that were answered, by route and status class.",
      routes.flatMap { route, figures in
        figures.statusClasses.sorted { $0.key < $1.key }.map {
          ([("route", route), ("status", "\($0.key)xx")], $0.value)
        }
      })
    write(
      "tributary_http_request_duration_seconds", help: "Time from a request's head to its answer, by route.",
      routes.map { ([("route", $0.key)], $0.value.seconds) })
    write(
      .gauge, "tributary_http_requests_in_flight", help: "HTTP requests whose answers are not written yet.",
      metrics.requestsInFlight.load(ordering: .relaxed))
    write(
      .gauge, "tributary_http_connections", help: "HTTP connections that are open.",
      metrics.connections.load(ordering: .relaxed))
    for (counter, counts) in metrics.counted.sorted(by: { $0.key.name < $1.key.name }) {
      write(
        .counter, counter.name, help: counter.help, by: "reason", counts.sorted { $0.key < $1.key }.map { ($0, $1) })
    }
  }

  fileprivate mutating func write(_ metrics: StoreMetrics) {
    write(
      .gauge, "tributary_store_ready", help: "1 while the store takes commands, else 0.", metrics.takesCommands ? 1 : 0)
    write(
      .gauge, "tributary_store_queued_commands", help: "Commands that wait or are in work.", metrics.queuedCommands)
    write(
      .gauge, "tributary_store_queued_bytes", help: "Memory that commands hold which wait or are in work.",
      metrics.queuedBytes)
    write(
      "tributary_store_batch_commands", help: "Commands that shared a transaction.", [([], metrics.batchSizes)])
    write(
      "tributary_store_commit_duration_seconds", help: "Time that a transaction took, its commit to disk included.",
      [([], metrics.commitSeconds)])
    write(
      .counter, "tributary_store_commands_total", help: "Commands that were settled, by kind.", by: "kind",
      CommandKind.allCases.map { ("\($0)", metrics.commands[$0] ?? 0) })
    write(
      .counter, "tributary_store_failures_total", help: "Commands that failed or were not taken, by reason.",
      by: "reason", CommandFailure.allCases.map { ($0.rawValue, metrics.failures[$0] ?? 0) })
    write(
      .counter, "tributary_clicks_total", help: "Clicks that were recorded, by what they count as.",
      by: "disposition", ClickDisposition.allCases.map { (labelValue("\($0)"), metrics.clicks[$0] ?? 0) })
    write(
      .counter, "tributary_conversions_flagged_total",
      help: "Leads and sales that earned nothing although somebody had referred them, by reason.", by: "reason",
      Flag.Reason.allCases.map { (labelValue("\($0)"), metrics.flags[$0] ?? 0) })
  }

  fileprivate mutating func write(_ metrics: ServerMetrics) {
    write(.gauge, "tributary_rpc_connections", help: "RPC connections that are open.", metrics.connectionsOpen)
    write(
      .counter, "tributary_rpc_connections_total", help: "RPC connections, by what became of them at first.",
      by: "result", [("accepted", metrics.connectionsAccepted), ("refused", metrics.connectionsRefused)])
    write(
      .counter, "tributary_rpc_connections_timed_out_total", help: "RPC connections that were closed by a timeout.",
      metrics.connectionsTimedOut)
    write(
      .counter, "tributary_rpc_calls_started_total", help: "RPC calls whose method was called.", metrics.callsStarted)
    write(
      .counter, "tributary_rpc_calls_total", help: "RPC calls that ended, by result.", by: "result",
      [("ok", metrics.callsSucceeded), ("error", metrics.callsFailed)])
    write(
      .counter, "tributary_rpc_refusals_total", help: "RPC calls that the server itself answered, by reason.",
      by: "reason", RefusalReason.allCases.map { (labelValue("\($0)"), metrics.refusals[$0] ?? 0) })
  }

  /// The name of a case as label values are written: `tooManyCalls` is `too_many_calls`, `invalidSubID` is
  /// `invalid_sub_id`.
  private func labelValue(_ name: String) -> String {
    var value = ""
    var isAfterCapital = true
    for character in name {
      if character.isUppercase, !isAfterCapital { value += "_" }
      isAfterCapital = character.isUppercase
      value += character.lowercased()
    }
    return value
  }
}
