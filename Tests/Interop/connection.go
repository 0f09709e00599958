package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/gogo/protobuf/proto"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	health "grpc/health/v1"
)

// Of ttrpc's PROTOCOL.md.
const (
	headerBytes  = 10
	frameMaximum = 4 << 20

	requestFrame  = 1
	responseFrame = 2
	dataFrame     = 3

	remoteOpen = 2
)

// A rawConnection speaks ttrpc frame by frame.
type rawConnection struct {
	socket net.Conn
}

func dial(address string) (*rawConnection, error) {
	socket, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return nil, err
	}
	return &rawConnection{socket}, socket.SetDeadline(time.Now().Add(patience))
}

func (c *rawConnection) close() { c.socket.Close() }

func encode(message proto.Message) []byte {
	data, err := proto.Marshal(message)
	if err != nil {
		panic(err)
	}
	return data
}

// frame is one as bytes; a claimed length that is not that of the data is written as it is.
func frame(claimedLength int, stream uint32, kind, flags byte, data []byte) []byte {
	header := make([]byte, headerBytes, headerBytes+len(data))
	binary.BigEndian.PutUint32(header[0:4], uint32(claimedLength))
	binary.BigEndian.PutUint32(header[4:8], stream)
	header[8], header[9] = kind, flags
	return append(header, data...)
}

func (c *rawConnection) send(bytes ...[]byte) error {
	all := []byte{}
	for _, part := range bytes {
		all = append(all, part...)
	}
	_, err := c.socket.Write(all)
	return err
}

func (c *rawConnection) sendRequest(stream uint32, flags byte, request *ttrpc.Request) error {
	return c.send(requestBytes(stream, flags, request))
}

func requestBytes(stream uint32, flags byte, request *ttrpc.Request) []byte {
	data := encode(request)
	return frame(len(data), stream, requestFrame, flags, data)
}

// receive reads one response frame.
func (c *rawConnection) receive() (uint32, *ttrpc.Response, error) {
	var header [headerBytes]byte
	if _, err := io.ReadFull(c.socket, header[:]); err != nil {
		return 0, nil, fmt.Errorf("no response: %w", err)
	}
	length, stream := binary.BigEndian.Uint32(header[0:4]), binary.BigEndian.Uint32(header[4:8])
	if header[8] != responseFrame || length > frameMaximum {
		return stream, nil, fmt.Errorf("a frame of type %d with %d bytes is no response", header[8], length)
	}
	data := make([]byte, length)
	if _, err := io.ReadFull(c.socket, data); err != nil {
		return stream, nil, err
	}
	response := &ttrpc.Response{}
	return stream, response, proto.Unmarshal(data, response)
}

// expectRefusal reads the next response, which must be an error with this code on this stream.
func (c *rawConnection) expectRefusal(stream uint32, code codes.Code, words ...string) error {
	got, response, err := c.receive()
	if err != nil {
		return err
	}
	return firstError(
		equal("stream", got, stream),
		refused(status.ErrorProto(response.Status), code, words...))
}

// expectHealth makes a health check, which shows that the connection lives.
func (c *rawConnection) expectHealth(stream uint32) error {
	request := &ttrpc.Request{Service: healthService, Method: "Check"}
	if err := c.sendRequest(stream, 0, request); err != nil {
		return err
	}
	got, response, err := c.receive()
	if err != nil {
		return err
	}
	var reply health.HealthCheckResponse
	return firstError(
		equal("stream", got, stream),
		status.ErrorProto(response.Status),
		proto.Unmarshal(response.Payload, &reply),
		equal("status", reply.Status, health.HealthCheckResponse_SERVING))
}
