namespace Booking.Application.Abstractions;

using System.Security.Cryptography;
using Booking.Domain.Common;

/// <summary>What a worker has taken up.</summary>
/// <param name="Count">Of all that was due, also of what needs no call.</param>
/// <param name="ToCall">What nobody else takes up until its claim lapses.</param>
internal sealed record TakenUp<TDue>(int Count, IReadOnlyList<TDue> ToCall);

/// <summary>Calls of others, which are never made inside of a transaction.</summary>
internal static class OutsideCalls
{
    /// <summary>From 0 to 1, for pauses that are not all the same.</summary>
    public static double Chance() => RandomNumberGenerator.GetInt32(1_000) / 1_000.0;

    /// <summary>
    /// Claims what is due, calls side by side, and writes down what became of it. Broken off in between, it is due again when its claim has lapsed.
    /// </summary>
    /// <param name="begin">Prepares a call and begins it. Preparing goes one after the other, for what is prepared shares a context.</param>
    /// <param name="write">Not of what somebody else took up after the claim had lapsed: that outcome stands.</param>
    /// <returns>How many were taken up.</returns>
    public static async Task<Result<int>> CallAsync<TDue, TAnswer>(
        this IUnitOfWork unitOfWork,
        Func<CancellationToken, Task<Result<TakenUp<TDue>>>> claim,
        Func<TDue, CancellationToken, Task<Task<TAnswer>>> begin,
        Func<IReadOnlyList<TAnswer>, CancellationToken, Task<Result<Done>>> write,
        CancellationToken ct)
    {
        Result<TakenUp<TDue>> taken = await unitOfWork.RunAsync(claim, ct);
        if (taken.IsFailure || taken.Value.ToCall.Count == 0)
        {
            return taken.IsFailure ? taken.Error : taken.Value.Count;
        }

        List<Task<TAnswer>> calls = [];
        foreach (TDue due in taken.Value.ToCall)
        {
            calls.Add(await begin(due, ct));
        }

        TAnswer[] answers = await Task.WhenAll(calls);
        Result<Done> written = await unitOfWork.RunAsync(ct => write(answers, ct), ct);
        return written.IsFailure ? written.Error : taken.Value.Count;
    }
}
