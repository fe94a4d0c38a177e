package conference

import "fairground/rooms"

// Command is an action of a room by its typed name: one of the engine's, with the message of the socket, or one of the
// conference's own, with its route.
type Command struct {
	rooms.Command
	Method string `json:"method,omitempty"` // of HTTP
	Path   string `json:"path,omitempty"`   // with {id} for the room and {argument} for what is typed
}

// commands is every action that can be typed in a room, in the order of help.
func commands() []Command {
	var list []Command
	for _, c := range rooms.Commands() {
		list = append(list, Command{Command: c})
	}
	required := func(name string) rooms.Argument { return rooms.Argument{Name: name, Required: true} }
	rest := func(name string) rooms.Argument { return rooms.Argument{Name: name, Required: true, Rest: true} }
	own := func(name string, who rooms.Who, method, path string, arguments ...rooms.Argument) {
		if arguments == nil {
			arguments = []rooms.Argument{}
		}
		list = append(list, Command{
			Command: rooms.Command{Name: name, Who: who, Arguments: arguments}, Method: method, Path: "/api/v1/rooms/{id}" + path,
		})
	}
	own("ask", rooms.Everybody, "POST", "/questions", rest("text"))
	own("upvote", rooms.Everybody, "PUT", "/questions/{question}/vote", required("question"))
	own("answer", rooms.Moderators, "PATCH", "/questions/{question}", required("question"),
		rooms.Argument{Name: "state", Required: true, OneOf: []string{string(QuestionOpen), string(QuestionAnswering), string(QuestionAnswered), string(QuestionDismissed)}})
	own("moderated", rooms.Moderators, "PUT", "/moderated", rooms.Argument{Name: "moderated", Required: true, OneOf: []string{"true", "false"}})
	own("poll", rooms.Moderators, "POST", "/polls", rest("question"))
	own("openpoll", rooms.Moderators, "POST", "/polls/{poll}/open", required("poll"))
	own("closepoll", rooms.Moderators, "POST", "/polls/{poll}/close", required("poll"))
	own("vote", rooms.Everybody, "PUT", "/polls/{poll}/vote", required("poll"), rooms.Argument{Name: "options", Required: true, Several: true})
	own("breakouts", rooms.Moderators, "PUT", "/breakouts", required("minutes"), rest("names"))
	own("recall", rooms.Moderators, "POST", "/breakouts/close")
	own("interpreters", rooms.Moderators, "PUT", "/interpreters", rest("interpreters"))
	own("transcript", rooms.Everybody, "GET", "/transcript", required("language"))
	own("export", rooms.Everybody, "GET", "/messages/export", rooms.Argument{Name: "format", OneOf: []string{"csv", "jsonl"}})
	own("record", rooms.Moderators, "POST", "/recordings", rooms.Argument{Name: "language", Several: true})
	own("stoprecord", rooms.Moderators, "POST", "/recordings/{recording}/stop", required("recording"))
	own("unban", rooms.Moderators, "DELETE", "/bans/{participant}", required("participant"))
	own("reports", rooms.Moderators, "GET", "/reports")
	own("admit", rooms.Moderators, "POST", "/lobby/{participant}/admit", required("participant"))
	own("deny", rooms.Moderators, "POST", "/lobby/{participant}/deny", required("participant"))
	return list
}
