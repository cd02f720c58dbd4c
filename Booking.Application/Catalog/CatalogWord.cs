namespace Booking.Application.Catalog;

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Booking.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

/// <summary>One word that an offering is found by.</summary>
/// <param name="Kind"><c>service</c> or <c>product</c>.</param>
/// <param name="Word">In lower case.</param>
public sealed record CatalogWord(Guid TenantId, string Kind, string Word, Guid OfferingId);

/// <summary>Search by the beginnings of words. A range of an index, where a pattern would be compared with every row of the tenant.</summary>
[SuppressMessage("Globalization", "CA1309:Use ordinal string comparison", Justification = "Becomes a comparison in SQL; the column's collation is ordinal.")]
public static class CatalogWords
{
    private const int MaxWords = 400;

    private const int MaxLength = 40;

    private const int MaxSought = 8;

    /// <summary>The rows for an offering's texts.</summary>
    public static IEnumerable<CatalogWord> Of(Guid tenantId, string kind, Guid offeringId, params IEnumerable<string> texts) =>
        texts.SelectMany(Split).Distinct(StringComparer.Ordinal).Take(MaxWords).Select(word => new CatalogWord(tenantId, kind, word, offeringId));

    /// <summary>Replaces the words of an offering.</summary>
    internal static async Task ReplaceWordsAsync(this IBookingDb db, Guid tenantId, string kind, Guid offeringId, IEnumerable<string> texts, CancellationToken ct)
    {
        List<CatalogWord> old = await db.CatalogWords.Where(word => word.OfferingId == offeringId).ToListAsync(ct);
        List<CatalogWord> words = [.. Of(tenantId, kind, offeringId, texts)];
        db.CatalogWords.RemoveRange(old.Where(word => !words.Contains(word)));
        db.CatalogWords.AddRange(words.Where(word => !old.Contains(word)));
    }

    /// <summary>The ids of offerings of which every sought word begins a word; null when nothing is sought.</summary>
    internal static IQueryable<Guid>? Found(this IQueryable<CatalogWord> words, string kind, string? sought)
    {
        if (sought is null)
        {
            return null;
        }

        IQueryable<Guid>? found = null;
        foreach (string word in Split(sought).Distinct(StringComparer.Ordinal).Take(MaxSought).DefaultIfEmpty("\uFFFF"))
        {
            string end = word + '\uFFFF';
            IQueryable<Guid> those = words.Where(row => row.Kind == kind && string.Compare(row.Word, word) >= 0 && string.Compare(row.Word, end) < 0).Select(row => row.OfferingId);
            found = found is null ? those : found.Where(id => those.Contains(id));
        }

        return found;
    }

    private static IEnumerable<string> Split(string text)
    {
        StringBuilder word = new();
        foreach (char letter in text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Append(' '))
        {
            if (char.IsLetterOrDigit(letter) && word.Length < MaxLength)
            {
                word.Append(letter);
            }
            else if (!char.IsLetterOrDigit(letter) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }
}
