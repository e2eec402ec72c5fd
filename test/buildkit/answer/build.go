package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/distribution/reference"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// answer is what BuildKit builds for the target, or why it rejects the file.
type answer struct {
	Error string `json:"error,omitempty"`
	// Frontend is the image that BuildKit hands the file over to, as named by `# syntax=` or a build argument.
	Frontend string `json:"frontend,omitempty"`
	// Image is the full name of the image that the target's stages are built on, or "scratch".
	Image string `json:"image,omitempty"`
	// User is the value of the USER that decides; null where there is none.
	User *string `json:"user"`
	// Roots are the full names of all images whose whole root directory is in the result, the base among them.
	Roots []string `json:"roots,omitempty"`
}

var platform = ocispecs.Platform{OS: "linux", Architecture: "amd64"}

// referenceLabel holds the name of an image in its own configuration, which the stages built on it keep.
const referenceLabel = "inferlint.reference"

// emptyImages answers for every image with a configuration that sets nothing.
type emptyImages struct{}

func (emptyImages) ResolveImageConfig(
	_ context.Context, ref string, _ sourceresolver.Opt,
) (string, digest.Digest, []byte, error) {
	config := ocispecs.Image{Platform: platform}
	config.Config.Labels = map[string]string{referenceLabel: ref}
	config.RootFS = ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString(ref)}}
	encoded, err := json.Marshal(config)
	return ref, "", encoded, err
}

func answerTo(asked question) (result answer) {
	// BuildKit panics on some files; that ends a build like any other rejection.
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{Error: fmt.Sprintf("panic: %v", reason)}
		}
	}()
	if asked.Reference != "" {
		return answer{Image: fullName(asked.Reference)}
	}
	frontend := asked.BuildArgs["BUILDKIT_SYNTAX"]
	if frontend == "" {
		frontend, _, _, _ = parser.DetectSyntax([]byte(asked.Dockerfile))
	}
	result, err := build(asked)
	if err != nil {
		result = answer{Error: err.Error()}
	}
	result.Frontend = frontend
	return result
}

func build(asked question) (answer, error) {
	ctx := context.Background()
	caps := pb.Caps.CapSet(pb.Caps.All())
	built, err := dockerfile2llb.Dockerfile2LLB(ctx, []byte(asked.Dockerfile), dockerfile2llb.ConvertOpt{
		Config: dockerui.Config{
			BuildArgs:      asked.BuildArgs,
			Target:         asked.Target,
			BuildPlatforms: []ocispecs.Platform{platform},
		},
		MetaResolver: emptyImages{},
		LLBCaps:      &caps,
		// Without it, `# check=error=true` has no effect.
		Warn: func(_, _, _, _ string, _ []parser.Range) {},
	})
	if err != nil {
		return answer{}, err
	}
	definition, err := built.State.Marshal(ctx)
	if err != nil {
		return answer{}, err
	}
	roots, err := wholeRoots(definition.Def)
	if err != nil {
		return answer{}, err
	}
	result := answer{Image: "scratch", User: lastUser(built.Image.History), Roots: roots}
	if base := built.BaseImage; base != nil {
		result.Image = base.Config.Labels[referenceLabel]
	}
	return result, nil
}

// lastUser is the USER that decides: every USER leaves an entry in the history, also one that expands to nothing.
func lastUser(history []ocispecs.History) *string {
	var last *string
	for _, entry := range history {
		if user, found := strings.CutPrefix(entry.CreatedBy, "USER "); found {
			last = &user
		}
	}
	return last
}

// fullName is a reference as BuildKit asks a registry for it, or as it is where it is no reference.
func fullName(name string) string {
	if name == "scratch" {
		return name
	}
	parsed, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return name
	}
	return reference.TagNameOnly(parsed).String()
}
