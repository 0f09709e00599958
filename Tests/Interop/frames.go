package main

import (
	"fmt"

	"github.com/containerd/ttrpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "tributary/v1"
)

// frameChecks send what a well-behaved client does not. Each has a connection of its own, which must serve a call
// afterwards.
func (s *shop) frameChecks() []check {
	click := func(payload []byte) *ttrpc.Request {
		return &ttrpc.Request{
			Service: trackingService, Method: "RecordClick", Payload: payload,
			Metadata: []*ttrpc.KeyValue{{Key: "Authorization", Value: "Bearer " + s.serverKey}},
		}
	}
	goodClick := func() []byte { return encode(&pb.RecordClickRequest{Program: s.program, Partner: partner}) }

	return []check{
		s.frameCheck("a frame over 4 MiB", func(c *rawConnection) error {
			return firstError(
				c.send(frame(oversizeBytes, 1, requestFrame, 0, make([]byte, oversizeBytes))),
				c.expectRefusal(1, codes.ResourceExhausted))
		}),
		s.frameCheck("a frame of 4 MiB of no envelope", func(c *rawConnection) error {
			return firstError(
				c.send(frame(frameMaximum, 1, requestFrame, 0, make([]byte, frameMaximum))),
				c.expectRefusal(1, codes.InvalidArgument))
		}),
		s.frameCheck("an even stream id", func(c *rawConnection) error {
			return firstError(
				c.send(requestBytes(2, 0, click(goodClick()))), c.expectRefusal(2, codes.InvalidArgument))
		}),
		s.frameCheck("a stream id that was used", func(c *rawConnection) error {
			return firstError(
				c.expectHealth(1),
				c.send(requestBytes(1, 0, click(goodClick()))), c.expectRefusal(1, codes.InvalidArgument))
		}),
		s.frameCheck("data on a stream that is not open", func(c *rawConnection) error {
			return firstError(
				c.send(frame(3, 1, dataFrame, 0, []byte("abc"))), c.expectRefusal(1, codes.InvalidArgument))
		}),
		s.frameCheck("data on a unary call", func(c *rawConnection) error {
			if err := c.send(requestBytes(1, 0, click(goodClick())), frame(3, 1, dataFrame, 0, []byte("abc"))); err != nil {
				return err
			}
			return c.skipUntilRefused(1, codes.InvalidArgument)
		}),
		s.frameCheck("a call that announces a stream", func(c *rawConnection) error {
			return firstError(
				c.send(requestBytes(1, remoteOpen, click(goodClick()))), c.expectRefusal(1, codes.Unimplemented))
		}),
		s.frameCheck("a payload that is no message", func(c *rawConnection) error {
			return firstError(
				c.send(requestBytes(1, 0, click([]byte{0x0A, 0x7F}))), c.expectRefusal(1, codes.InvalidArgument))
		}),
		s.frameCheck("a text that is not UTF-8", func(c *rawConnection) error {
			payload := append(goodClick(), 0x1A, 2, 0xC3, 0x28)
			return firstError(
				c.send(requestBytes(1, 0, click(payload))), c.expectRefusal(1, codes.InvalidArgument, "sub_id"))
		}),
		s.frameCheck("a text with NUL", func(c *rawConnection) error {
			payload := append(goodClick(), 0x1A, 3, 'a', 0, 'b')
			return firstError(
				c.send(requestBytes(1, 0, click(payload))), c.expectRefusal(1, codes.InvalidArgument, "sub_id"))
		}),
		s.frameCheck("a key in metadata of any case", func(c *rawConnection) error {
			if err := c.send(requestBytes(1, 0, click(goodClick()))); err != nil {
				return err
			}
			_, response, err := c.receive()
			if err != nil {
				return err
			}
			return status.ErrorProto(response.Status)
		}),
	}
}

// Larger than any stream id that a frame check uses.
const laterStream = 101

func (s *shop) frameCheck(name string, run func(*rawConnection) error) check {
	return check{name + ", and the connection lives on", func() error {
		connection, err := dial(s.address)
		if err != nil {
			return err
		}
		defer connection.close()
		return firstError(run(connection), connection.expectHealth(laterStream))
	}}
}

// skipUntilRefused reads the refusal of a frame whose call may have been answered just before.
func (c *rawConnection) skipUntilRefused(stream uint32, code codes.Code) error {
	got, response, err := c.receive()
	if err == nil && got == stream && response.Status == nil {
		got, response, err = c.receive()
	}
	if err != nil {
		return err
	}
	if got != stream {
		return fmt.Errorf("the response is on stream %d; expected %d", got, stream)
	}
	return refused(status.ErrorProto(response.Status), code)
}
