namespace Booking.Contract.Tests;

using System.Text.Json.Nodes;

internal static class JsonDifference
{
    /// <summary>One line per place where the two differ; the order of an object's members does not count.</summary>
    public static IEnumerable<string> Between(JsonNode? left, JsonNode? right, string path = "")
    {
        switch (left, right)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(member => member.Key).Union(b.Select(member => member.Key))
                    .SelectMany(name => (a.ContainsKey(name), b.ContainsKey(name)) switch
                    {
                        (true, false) => [$"{path}/{name} is gone"],
                        (false, true) => [$"{path}/{name} is new"],
                        _ => Between(a[name], b[name], $"{path}/{name}"),
                    });
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Zip(b).SelectMany((pair, index) => Between(pair.First, pair.Second, $"{path}/{index}"));
            default:
                return JsonNode.DeepEquals(left, right) ? [] : [$"{path}: {Short(left)} became {Short(right)}"];
        }
    }

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
