// Command answer says what the loader of the Compose specification makes of compose files: one JSON object a line on standard
// input, one answer a line on standard output, in the same order. Neither network nor environment is used.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
)

type question struct {
	Text string `json:"text"`
}

// service is what a Dockerfile and who runs it depend on.
type service struct {
	Image string `json:"image,omitempty"`
	User  string `json:"user,omitempty"`
	Build *build `json:"build,omitempty"`
}

type build struct {
	Context    string             `json:"context,omitempty"`
	Dockerfile string             `json:"dockerfile,omitempty"`
	Inline     string             `json:"inline,omitempty"`
	Target     string             `json:"target,omitempty"`
	Args       map[string]*string `json:"args,omitempty"`
	Contexts   map[string]string  `json:"contexts,omitempty"`
}

type answer struct {
	Services map[string]service `json:"services,omitempty"`
	Error    string             `json:"error,omitempty"`
}

func main() {
	// Warnings about variables that are not set.
	logrus.SetOutput(io.Discard)
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
	details := types.ConfigDetails{
		WorkingDir:  "/project",
		ConfigFiles: []types.ConfigFile{{Filename: "/project/compose.yaml", Content: []byte(asked.Text)}},
		Environment: types.Mapping{},
	}
	project, err := loader.LoadWithContext(context.Background(), details, func(options *loader.Options) {
		options.SetProjectName("project", true)
		options.ResolvePaths = false
		options.Profiles = []string{"*"}
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	services := map[string]service{}
	for name, loaded := range project.Services {
		services[name] = service{Image: loaded.Image, User: loaded.User, Build: buildOf(loaded.Build)}
	}
	return answer{Services: services}
}

func buildOf(config *types.BuildConfig) *build {
	if config == nil {
		return nil
	}
	return &build{
		Context:    config.Context,
		Dockerfile: config.Dockerfile,
		Inline:     config.DockerfileInline,
		Target:     config.Target,
		Args:       config.Args,
		Contexts:   config.AdditionalContexts,
	}
}
