package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/gogo/protobuf/proto"
	"google.golang.org/grpc/codes"

	pb "tributary/v1"
)

const (
	subID             = "newsletter/été ☀"
	concurrentSubID   = "concurrent"
	concurrentCalls   = 100
	uuidLength        = 36
	saleBaseMinor     = 2_500
	saleCommission    = 250
	changedTaxMinor   = 476
	orderNumber       = "A-1001"
	overlongSubIDSize = 256
)

// trackingChecks are the main job of a cart: a click, the sale that it led to, and the partner's report.
func (s *shop) trackingChecks() []check {
	var click pb.RecordClickResponse
	var sale pb.RecordConversionResponse
	clickRequest := &pb.RecordClickRequest{
		Program: s.program, Partner: partner, SubId: subID, ClickId: newUUID(),
		LandingUrl: "https://shop.example/", UserAgent: "interop", Ip: "192.0.2.7",
	}
	saleRequest := &pb.RecordConversionRequest{
		Program: s.program, Kind: pb.ConversionKind_CONVERSION_KIND_SALE, OrderId: orderNumber,
		Items:    []*pb.Item{{Sku: "tea", Quantity: 2, UnitPriceMinor: saleBaseMinor / 2}},
		TaxMinor: 475, Customer: &pb.Customer{Email: "grace@example.com"},
	}
	return []check{
		{"click", func() error {
			if err := s.track("RecordClick", clickRequest, &click); err != nil {
				return err
			}
			saleRequest.Evidence = &pb.Evidence{ClickToken: click.ClickToken}
			if click.ClickToken == "" {
				return errors.New("the reply has no click token")
			}
			return firstError(
				equal("click id", click.ClickId, clickRequest.ClickId),
				equal("length of the visitor id", len(click.VisitorId), uuidLength),
				equal("disposition", click.Disposition, pb.ClickDisposition_CLICK_DISPOSITION_COUNTED),
				equal("unique visit", click.UniqueVisit, true),
				equal("replayed", click.Replayed, false))
		}},
		{"replayed click", func() error {
			var again pb.RecordClickResponse
			err := s.track("RecordClick", clickRequest, &again)
			return firstError(err, sameReply(&click, &again, &again.Replayed))
		}},
		{"the same click with another SubID", func() error {
			other := *clickRequest
			other.SubId = "other"
			return refused(
				s.track("RecordClick", &other, &pb.RecordClickResponse{}), codes.AlreadyExists, "sub_id")
		}},
		{"sale", func() error {
			if err := s.track("RecordConversion", saleRequest, &sale); err != nil {
				return err
			}
			receipt := sale.GetReceipt()
			return firstError(
				equal("partner", receipt.GetPartner(), partner),
				equal("SubID", receipt.GetSubId(), subID),
				equal("click", receipt.GetClickId(), click.ClickId),
				equal("rule", receipt.GetRule(), pb.AttributionRule_ATTRIBUTION_RULE_LAST_TOUCH),
				// The click, and the customer's e-mail address, which nobody had referred.
				equal("verdicts", verdicts(receipt), "VERDICT_WON VERDICT_UNKNOWN"),
				equal("replayed", sale.Replayed, false),
				equal("number of commissions", len(sale.Commissions), 1),
				checkCommission(sale.Commissions))
		}},
		{"replayed sale", func() error {
			var again pb.RecordConversionResponse
			err := s.track("RecordConversion", saleRequest, &again)
			return firstError(err, sameReply(&sale, &again, &again.Replayed))
		}},
		{"the same sale with other money", func() error {
			other := *saleRequest
			other.TaxMinor = changedTaxMinor
			return refused(
				s.track("RecordConversion", &other, &pb.RecordConversionResponse{}), codes.AlreadyExists, "tax_minor")
		}},
		{"100 concurrent calls on one connection", s.checkConcurrentCalls},
		{"report", s.checkReport},
		{"pixel", func() error {
			var reply pb.GetPixelSnippetResponse
			err := s.track("GetPixelSnippet", &pb.GetPixelSnippetRequest{Program: s.program}, &reply)
			if err == nil && (reply.Html == "" || len(reply.Parameters) == 0) {
				err = errors.New("the reply is empty")
			}
			return err
		}},
	}
}

func checkCommission(commissions []*pb.Commission) error {
	for _, commission := range commissions {
		err := firstError(
			equal("earner", commission.GetPartner(), partner),
			equal("commission", commission.GetAmountMinor(), int64(saleCommission)),
			equal("currency", commission.GetCurrency(), "EUR"))
		if err != nil {
			return err
		}
	}
	return nil
}

// sameReply tells whether a reply is the stored one, marked as such.
func sameReply(first, again proto.Message, replayed *bool) error {
	if !*replayed {
		return errors.New("the reply is not marked as replayed")
	}
	*replayed = false
	if !proto.Equal(first, again) {
		return fmt.Errorf("the reply is %v; expected %v", again, first)
	}
	return nil
}

// checkConcurrentCalls holds each reply to be that of its own request.
func (s *shop) checkConcurrentCalls() error {
	var group sync.WaitGroup
	results := make([]error, concurrentCalls)
	for index := range results {
		group.Add(1)
		go func(result *error) {
			defer group.Done()
			request := &pb.RecordClickRequest{
				Program: s.program, Partner: partner, SubId: concurrentSubID, ClickId: newUUID(),
			}
			var reply pb.RecordClickResponse
			err := s.track("RecordClick", request, &reply)
			*result = firstError(err, equal("click id", reply.ClickId, request.ClickId))
		}(&results[index])
	}
	group.Wait()
	return firstError(results...)
}

// checkReport holds that everything acknowledged before is in the report.
func (s *shop) checkReport() error {
	var report pb.GetPartnerReportResponse
	err := s.track("GetPartnerReport", &pb.GetPartnerReportRequest{Program: s.program, Partner: partner}, &report)
	if err != nil {
		return err
	}
	if len(report.Definitions) == 0 {
		return errors.New("the report does not define its columns")
	}
	rows := map[string]*pb.ReportRow{}
	for _, row := range report.Rows {
		rows[row.SubId] = row
	}
	visits := int64(0)
	for _, total := range report.Totals {
		visits += total.GetVisits()
	}
	return firstError(
		equal("number of rows", len(report.Rows), 2),
		equal("visits of the click", rows[subID].GetVisits(), int64(1)),
		equal("sales of the click", rows[subID].GetSales(), int64(1)),
		equal("revenue of the click", rows[subID].GetRevenueMinor(), int64(saleBaseMinor)),
		equal("commission of the click", rows[subID].GetCommissionMinor(), int64(saleCommission)),
		equal("visits of the concurrent calls", rows[concurrentSubID].GetVisits(), int64(concurrentCalls)),
		equal("number of totals", len(report.Totals), 1),
		equal("visits in total", visits, int64(1+concurrentCalls)),
		equal("time zone", report.TimeZone, "Europe/Berlin"))
}

// verdicts names what became of each candidate of a receipt, in its order.
func verdicts(receipt *pb.Receipt) string {
	var names []string
	for _, candidate := range receipt.GetCandidates() {
		names = append(names, candidate.GetVerdict().String())
	}
	return strings.Join(names, " ")
}
