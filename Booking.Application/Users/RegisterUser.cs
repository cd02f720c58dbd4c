namespace Booking.Application.Users;

using System.Data.Common;
using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using Mapster;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Makes a customer of the tenant, signed in at once.</summary>
public sealed record RegisterUserCommand(string Email, string Password, string Name, string? Phone) : IProcess<SessionView>
{
    public override string ToString() => nameof(RegisterUserCommand);
}

internal sealed class RegisterUserValidator : AbstractValidator<RegisterUserCommand>
{
    private const string NoEmail = "This is not a mail address.";
    private const string NoPhone = "A phone number is written in E.164, e.g. +4930123456.";

    public RegisterUserValidator()
    {
        // A letter that has no lower case here may have one in the database, which stores lower case only.
        RuleFor(command => command.Email).Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(User.EmailMaxLength)
            .Matches(Formats.Email).WithMessage(NoEmail)
            .Must(email => !email.Any(char.IsControl) && !User.Normalise(email).Any(char.IsUpper)).WithMessage(NoEmail);
        RuleFor(command => command.Password).Password(command => command.Email);
        RuleFor(command => command.Name).Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(User.NameMaxLength)
            .Must(name => !name.Any(char.IsControl)).WithMessage("A name has no control characters.");
        RuleFor(command => command.Phone).Cascade(CascadeMode.Stop).Matches(Formats.Phone).WithMessage(NoPhone)
            .Must(phone => !phone!.Any(char.IsControl)).WithMessage(NoPhone).When(command => command.Phone is not null);
    }
}

internal sealed class RegisterUserHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IPasswordHasher passwords, IAccessTokens accessTokens, ITenantDirectory tenants, RequestContext context, TypeAdapterConfig mapping)
    : IRequestHandler<RegisterUserCommand, Result<SessionView>>
{
    private const string UniqueViolation = "23505";

    public async Task<Result<SessionView>> Handle(RegisterUserCommand command, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(context.TenantId, cancellationToken) is not { } tenant)
        {
            return TenantErrors.NotFound;
        }

        string email = User.Normalise(command.Email);
        if (await db.Users.AsNoTracking().AnyAsync(user => user.Email == email, cancellationToken))
        {
            return UserErrors.EmailTaken;
        }

        Result<string> hash = await passwords.HashAsync(command.Password, cancellationToken);
        if (hash.IsFailure)
        {
            return hash.Error;
        }

        Result<Registered> registered = await RegisterAsync(command, hash.Value, cancellationToken);
        return registered.IsSuccess
            ? SessionView.Of(registered.Value.User, tenant, accessTokens.Issue(registered.Value.User), registered.Value.RefreshToken, mapping)
            : registered.Error;
    }

    private async Task<Result<Registered>> RegisterAsync(RegisterUserCommand command, string hash, CancellationToken ct)
    {
        try
        {
            return await unitOfWork.RunAsync<Result<Registered>>(
                _ =>
                {
                    DateTimeOffset now = unitOfWork.Now;
                    User user = User.Register(Guid.CreateVersion7(now), context.TenantId, command.Email, command.Name, command.Phone, hash, [Roles.Customer], now);
                    db.Users.Add(user);
                    string refreshToken = db.IssueRefreshToken(user, Guid.CreateVersion7(now), now);
                    return Task.FromResult(Result<Registered>.Success(new Registered(user, refreshToken)));
                },
                ct);
        }
        catch (DbUpdateException e) when (e.InnerException is DbException { SqlState: UniqueViolation })
        {
            // Somebody else took the address after it was looked up; of two at once the database lets one through.
            return UserErrors.EmailTaken;
        }
    }

    private sealed record Registered(User User, string RefreshToken);
}
