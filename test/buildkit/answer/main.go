// Command answer says what BuildKit builds from Dockerfiles: one JSON object a line on standard input, one answer a line on
// standard output, in the same order. No network is used: every image has an empty configuration.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// question is one Dockerfile, or an image reference of which only the full form is asked for.
type question struct {
	Dockerfile string            `json:"dockerfile"`
	BuildArgs  map[string]string `json:"buildArgs"`
	Target     string            `json:"target"`
	Reference  string            `json:"reference"`
}

func main() {
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	decoder := json.NewDecoder(bufio.NewReader(in))
	buffered := bufio.NewWriter(out)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for {
		var asked question
		err := decoder.Decode(&asked)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := encoder.Encode(answerTo(asked)); err != nil {
			return err
		}
		// The reader of the answers may wait for this one before it asks on.
		if err := buffered.Flush(); err != nil {
			return err
		}
	}
}
