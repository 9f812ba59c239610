using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>What an ace and a ten dealt to the player are worth.</summary>
internal enum BlackjackRules
{
    /// <summary>
    /// Sutton and Barto 2018, example 5.1: they win unless the dealer has them too. Gymnasium's <c>sab</c>, as
    /// registered.
    /// </summary>
    SuttonBarto,

    /// <summary>
    /// They pay 1.5 if they win, which they do unless the dealer reaches 21 somehow. Gymnasium's <c>natural</c>.
    /// </summary>
    Natural,

    /// <summary>No more than any other 21.</summary>
    Plain,
}

/// <summary>
/// Come closer to 21 than the dealer. Matches Gymnasium 1.4.0's <c>Blackjack-v1</c>: cards come from an infinite deck,
/// the dealer shows one card and stands on 17 or more, an ace counts 11 where that is not too much; +1 for winning, -1
/// for losing, 0 for a draw.
/// </summary>
/// <remarks>
/// Observation: the player's sum, the dealer's card (1 is an ace), and whether the player has an ace that counts 11.
/// Actions: 0 stick, 1 hit. There is no time limit. States that look the same are told apart only where the rules do: a
/// 21 of the first two cards is one of its own.
/// </remarks>
internal static class Blackjack
{
    private const int Least = 4, Sums = 28;                 // sums of 4 to 31: a hit on 21 may add ten
    private const int Looks = Sums * 10 * 2;
    private const int Naturals = Looks, Stood = Looks + 10; // first the hands that play on, then naturals, then hands that stood

    private static readonly int[] Sizes = [32, 11, 2];

    /// <summary>What the actions mean.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["stick", "hit"];

    /// <summary>What can be seen of each state: the sum, the dealer's card, and whether an ace counts 11.</summary>
    public static StateLabels Labels { get; } = new(Sizes, [.. Enumerable.Range(0, Stood + Looks).SelectMany(state =>
    {
        (Hand hand, int dealer, _) = Look(state);
        return (int[])[hand.Sum, dealer, hand.Soft ? 1 : 0];
    })]);

    /// <summary>The dynamics.</summary>
    public static FiniteMdp Mdp(BlackjackRules rules = BlackjackRules.SuttonBarto)
    {
        double[] starts = Starts();
        return FiniteMdp.Create(Stood + Looks, ActionNames.Count, (state, action) => Transitions(state, action, rules), IsOver,
            state => starts[state]);
    }

    /// <summary>The player's sums against the dealer's card, without and with an ace that counts 11.</summary>
    internal static StateMap Map() => new(["S", "H"],
    [
        Panel("no ace counts 11", [.. Enumerable.Range(4, 18).Reverse()], soft: false),
        Panel("an ace counts 11", [.. Enumerable.Range(12, 10).Reverse()], soft: true),
    ]);

    private static StatePanel Panel(string title, int[] sums, bool soft)
        => new(title, 10, [.. sums.SelectMany(sum => Enumerable.Range(1, 10).Select(dealer => State(sum, dealer, soft)))])
        {
            RowNames = [.. sums.Select(sum => sum.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            ColumnNames = ["A", "2", "3", "4", "5", "6", "7", "8", "9", "T"],
        };

    /// <summary>The state of a hand that plays on.</summary>
    internal static int State(int sum, int dealer, bool soft) => ((sum - Least) * 10 + dealer - 1) * 2 + (soft ? 1 : 0);

    /// <summary>The state of an ace and a ten that were dealt.</summary>
    internal static int NaturalState(int dealer) => Naturals + dealer - 1;

    // Hands that stood, hands above 21, and those that no cards make.
    private static bool IsOver(int state)
    {
        (Hand hand, _, _) = Look(state);
        return state >= Stood || hand.Sum > 21 || (hand.Soft && hand.Sum < 12);
    }

    private static IEnumerable<Transition> Transitions(int state, int action, BlackjackRules rules)
    {
        (Hand hand, int dealer, bool natural) = Look(state);
        return action == 1
            ? Deck().Select(card =>
            {
                Hand drawn = hand.Add(card.Value);
                return new Transition(card.Probability, State(drawn.Sum, dealer, drawn.Soft), drawn.Sum > 21 ? -1 : 0);
            })
            : Dealer.Outcomes(dealer).GroupBy(outcome => Reward(hand.Sum, natural, outcome.Sum, outcome.Natural, rules))
                .Select(same => new Transition(same.Sum(outcome => outcome.Probability), Stood + State(hand.Sum, dealer, hand.Soft), same.Key));
    }

    private static double Reward(int sum, bool natural, int dealerSum, bool dealerNatural, BlackjackRules rules)
    {
        int order = dealerSum > 21 ? 1 : Math.Sign(sum - dealerSum);
        return rules == BlackjackRules.SuttonBarto && natural && !dealerNatural ? 1
            : rules == BlackjackRules.Natural && natural && order == 1 ? 1.5
            : order;
    }

    private static double[] Starts()
    {
        var starts = new double[Stood + Looks];
        foreach ((int first, double p) in Deck())
        {
            foreach ((int second, double q) in Deck())
            {
                Hand hand = default(Hand).Add(first).Add(second);
                foreach ((int dealer, double r) in Deck())
                {
                    starts[hand.Sum == 21 ? NaturalState(dealer) : State(hand.Sum, dealer, hand.Soft)] += p * q * r;
                }
            }
        }
        return starts;
    }

    private static (Hand Hand, int Dealer, bool Natural) Look(int state)
    {
        if (state is >= Naturals and < Stood)
        {
            return (new(21, true), state - Naturals + 1, true);
        }
        int look = state >= Stood ? state - Stood : state;
        return (new(look / 20 + Least, look % 2 == 1), look / 2 % 10 + 1, false);
    }

    private static IEnumerable<(int Value, double Probability)> Deck()
        => Enumerable.Range(1, 10).Select(value => (value, (value == 10 ? 4 : 1) / 13.0));

    /// <summary>The sum of some cards, and whether one of them is an ace that counts 11.</summary>
    private readonly record struct Hand(int Sum, bool Soft)
    {
        public Hand Add(int card)
        {
            // With all aces counted 1; a soft hand has ten less then.
            int hard = Sum - (Soft ? 10 : 0) + card;
            bool ace = Soft || card == 1;
            return ace && hard <= 11 ? new(hard + 10, true) : new(hard, false);
        }
    }

    private static class Dealer
    {
        /// <summary>
        /// With which sum a dealer who shows a card ends, above 21 included, and whether it is an ace and a ten.
        /// </summary>
        public static IEnumerable<(int Sum, bool Natural, double Probability)> Outcomes(int shown)
            => Deck().SelectMany(hidden => Draw(default(Hand).Add(shown).Add(hidden.Value), hidden.Probability, cards: 2));

        private static IEnumerable<(int Sum, bool Natural, double Probability)> Draw(Hand hand, double probability, int cards)
            => hand.Sum >= 17
                ? [(hand.Sum, cards == 2 && hand.Sum == 21, probability)]
                : Deck().SelectMany(card => Draw(hand.Add(card.Value), probability * card.Probability, cards + 1));
    }
}
