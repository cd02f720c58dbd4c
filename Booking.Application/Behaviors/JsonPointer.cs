namespace Booking.Application.Behaviors;

using System.Text;

/// <summary>RFC 6901 pointers into the request body.</summary>
internal static class JsonPointer
{
    /// <summary><c>Items[0].FromStopId</c> → <c>/items/0/fromStopId</c>.</summary>
    public static string From(string propertyPath)
    {
        StringBuilder pointer = new();
        foreach (string part in propertyPath.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            pointer.Append('/').Append(char.ToLowerInvariant(part[0])).Append(part.AsSpan(1));
        }

        return pointer.ToString();
    }
}
