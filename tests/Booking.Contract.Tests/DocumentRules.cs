namespace Booking.Contract.Tests;

using System.Text.Json.Nodes;

internal sealed record Operation(string Path, string Method, JsonObject Node)
{
    public string Name => $"{Method.ToUpperInvariant()} {Path}";

    public bool HasPathParameter => Path.Contains('{', StringComparison.Ordinal);
}

/// <summary>What every operation of the document owes its reader. Each violation is one line that names the operation.</summary>
internal sealed class DocumentRules(JsonObject document)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head", "options"];

    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in document["paths"]!.AsObject()
           from entry in path.Value!.AsObject()
           where Methods.Contains(entry.Key)
           select new Operation(path.Key, entry.Key, entry.Value!.AsObject()),
    ];

    public IEnumerable<string> UnnamedOperations()
    {
        foreach (var operation in Operations)
        {
            if (string.IsNullOrWhiteSpace((string?)operation.Node["operationId"]))
            {
                yield return $"{operation.Name} has no operationId";
            }

            if (string.IsNullOrWhiteSpace((string?)operation.Node["summary"]))
            {
                yield return $"{operation.Name} has no summary";
            }

            if (operation.Node["tags"] is not JsonArray { Count: > 0 })
            {
                yield return $"{operation.Name} has no tag";
            }
        }

        foreach (var twice in Operations.GroupBy(operation => (string?)operation.Node["operationId"]).Where(group => group.Key is not null && group.Count() > 1))
        {
            yield return $"operationId {twice.Key} is used by {string.Join(", ", twice.Select(operation => operation.Name))}";
        }
    }

    public IEnumerable<string> UnclearSecurity()
    {
        var schemes = document["components"]?["securitySchemes"]?.AsObject();
        foreach (var operation in Operations)
        {
            if (SecurityOf(operation) is not { } security)
            {
                yield return $"{operation.Name} states no security; say [] where none is needed";
                continue;
            }

            foreach (var scheme in security.SelectMany(requirement => requirement!.AsObject()).Where(scheme => schemes?.ContainsKey(scheme.Key) != true))
            {
                yield return $"{operation.Name} names the unknown security scheme {scheme.Key}";
            }
        }
    }

    public IEnumerable<string> BodiesWithoutExample()
    {
        foreach (var operation in Operations)
        {
            if (JsonContent(operation.Node["requestBody"]) is { } body && !HasExample(body))
            {
                yield return $"{operation.Name}: the request body has no example";
            }

            foreach (var (status, response) in operation.Node["responses"]?.AsObject() ?? [])
            {
                if (JsonContent(response) is { } answer && !HasExample(answer))
                {
                    yield return $"{operation.Name}: the {status} answer has no example";
                }
            }
        }
    }

    public IEnumerable<string> MissingProblems()
    {
        foreach (var operation in Operations)
        {
            var responses = operation.Node["responses"]?.AsObject() ?? [];
            foreach (var (status, response) in responses.Where(response => response.Key[0] is '4' or '5'))
            {
                if (Resolve(response)["content"]?["application/problem+json"] is null)
                {
                    yield return $"{operation.Name}: the {status} answer is not application/problem+json";
                }
            }

            foreach (var status in OwedProblems(operation).Where(status => !responses.ContainsKey(status)))
            {
                yield return $"{operation.Name} has no {status} answer";
            }
        }
    }

    private IEnumerable<string> OwedProblems(Operation operation)
    {
        if (JsonContent(operation.Node["requestBody"]) is not null)
        {
            yield return "400";
        }

        // An empty requirement among others means that the call is also possible without credentials.
        if (SecurityOf(operation) is { Count: > 0 } security && security.All(requirement => requirement!.AsObject().Count > 0))
        {
            yield return "401";
        }

        if (operation.HasPathParameter)
        {
            yield return "404";
        }
    }

    private JsonArray? SecurityOf(Operation operation) => (operation.Node["security"] ?? document["security"]) as JsonArray;

    private JsonObject? JsonContent(JsonNode? body) => body is null ? null : Resolve(body)["content"]?["application/json"] as JsonObject;

    private bool HasExample(JsonObject content) => IsExample(content) || (content["schema"] is { } schema && IsExample(Resolve(schema)));

    private static bool IsExample(JsonObject node) =>
        node["example"] is not null || node["examples"] is JsonArray { Count: > 0 } or JsonObject { Count: > 0 };

    private JsonObject Resolve(JsonNode? node)
    {
        for (var steps = 0; steps < 8 && (string?)node?["$ref"] is { } reference; steps++)
        {
            node = reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (parent, name) => parent?[name]);
        }

        return node as JsonObject ?? [];
    }
}
