// Command answer says what `docker buildx bake --print` says: one JSON object a line on standard input, one answer a line on
// standard output, in the same order. Each question is one bake or compose file, and all of its targets are asked for. No
// variable of the environment counts.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/docker/buildx/bake"
)

type question struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

type answer struct {
	Targets map[string]*bake.Target `json:"targets,omitempty"`
	Error   string                  `json:"error,omitempty"`
}

func main() {
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	decoder := json.NewDecoder(bufio.NewReader(in))
	encoder := json.NewEncoder(out)
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
	}
}

func answerTo(asked question) answer {
	files := []bake.File{{Name: asked.Name, Data: []byte(asked.Text)}}
	defaults := map[string]string{"BAKE_CMD_CONTEXT": "cwd://", "BAKE_LOCAL_PLATFORM": "linux/amd64"}
	config, _, err := bake.ParseFiles(files, defaults, nil)
	if err != nil {
		return answer{Error: err.Error()}
	}
	names := make([]string, 0, len(config.Targets))
	for _, target := range config.Targets {
		names = append(names, target.Name)
	}
	targets, _, err := bake.ReadTargets(context.Background(), files, names, nil, defaults, nil, &bake.EntitlementConf{})
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Targets: targets}
}
