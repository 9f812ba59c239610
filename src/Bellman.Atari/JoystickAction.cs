namespace Bellman.Atari;

/// <summary>The actions of one player in one frame, numbered as in ALE.</summary>
public enum JoystickAction
{
    /// <summary>Nothing.</summary>
    Noop,

    /// <summary>The button.</summary>
    Fire,

    /// <summary>Up.</summary>
    Up,

    /// <summary>Right.</summary>
    Right,

    /// <summary>Left.</summary>
    Left,

    /// <summary>Down.</summary>
    Down,

    /// <summary>Up and right.</summary>
    UpRight,

    /// <summary>Up and left.</summary>
    UpLeft,

    /// <summary>Down and right.</summary>
    DownRight,

    /// <summary>Down and left.</summary>
    DownLeft,

    /// <summary>Up with the button.</summary>
    UpFire,

    /// <summary>Right with the button.</summary>
    RightFire,

    /// <summary>Left with the button.</summary>
    LeftFire,

    /// <summary>Down with the button.</summary>
    DownFire,

    /// <summary>Up and right with the button.</summary>
    UpRightFire,

    /// <summary>Up and left with the button.</summary>
    UpLeftFire,

    /// <summary>Down and right with the button.</summary>
    DownRightFire,

    /// <summary>Down and left with the button.</summary>
    DownLeftFire,
}
