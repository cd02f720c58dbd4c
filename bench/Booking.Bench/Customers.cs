namespace Booking.Bench;

using System.Globalization;
using System.Text.Json;

/// <summary>Registers the customers that the clients play. A password is hashed for each, so this takes a while.</summary>
internal static class Customers
{
    private const int AtOnce = 2;

    public static async Task<IReadOnlyList<Customer>> RegisterAsync(Uri api, string runId, int count, CancellationToken ct)
    {
        Customer[] customers = new Customer[count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            using BenchClient client = new(api, $"{runId}-register", worker, [], 1);
            for (int mine = Interlocked.Increment(ref next); mine < count; mine = Interlocked.Increment(ref next))
            {
                string number = mine.ToString(CultureInfo.InvariantCulture);
                HttpAnswer answer = await client.PostAsync(
                    "/api/v1/auth/register", null, $$"""{"email":"bench-{{number}}@bench.test","password":"Correct-horse-{{runId}}-9","name":"Bench Customer {{number}}"}""", ct);
                customers[mine] = answer.Status == 201
                    ? new Customer(TokenOf(answer))
                    : throw new BenchException($"Registering a customer was answered with {answer.Status}: {answer.Text}");
            }
        }));
        return customers;
    }

    private static string TokenOf(HttpAnswer answer)
    {
        using JsonDocument session = JsonDocument.Parse(answer.Start);
        return session.RootElement.GetProperty("accessToken").GetString()!;
    }
}
